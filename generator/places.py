"""Where in the YAML files a service says what ratings complain of, as `file:line`."""

from collections.abc import Mapping

from generator.catalog import Guide, Township
from generator.models.service import PublicService
from generator.problem import Path
from generator.source import Source

_MATERIALS, _TRIPS = "申请材料", "跑动次数"


def of_service(sources: Mapping[str, Source], service: PublicService) -> dict[str, object]:
    """The places of a standard service, in its own file."""
    return _places(sources, service, {}, f"services/{service.identifier}.yaml")


def of_guide(sources: Mapping[str, Source], township: Township, guide: Guide) -> dict[str, object]:
    """The places of a changed or own service: in the township's file what it wrote itself."""
    name = f"townships/{township.slug}/catalog.yaml"
    fields = (_MATERIALS, _TRIPS)
    own = {field: (name, guide.entry) for field in fields if guide.is_own or field in guide.changed}
    return _places(sources, guide.service, own, f"services/{guide.identifier}.yaml")


def _places(
    sources: Mapping[str, Source],
    service: PublicService,
    own: Mapping[str, tuple[str, Path]],
    usual: str,
) -> dict[str, object]:
    def told(field: str, *rest: str | int) -> str:
        name, entry = own.get(field, (usual, ()))
        source = sources.get(name)
        line = source.place((*entry, field, *rest))[0] if source else 1
        return f"{name}:{line}"

    numbers = range(len(service.materials or ()))
    return {
        "list": told(_MATERIALS),
        "materials": [told(_MATERIALS, number) for number in numbers],
        "trips": told(_TRIPS),
    }
