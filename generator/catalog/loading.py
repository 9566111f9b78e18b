"""The way from a folder to a catalog."""

from pathlib import Path

from generator.catalog.files import Files
from generator.catalog.services import service, services_in
from generator.catalog.townships import townships
from generator.catalog.values import Catalog
from generator.models.place import County


def load(guides: Path) -> Catalog:
    """The catalog under `guides`; `problems` has everything wrong, sorted by file and line."""
    files = Files(guides)
    if not guides.is_dir():
        files.missing(guides, "没有这个目录", "请写出 guides 目录的位置")
        return Catalog(problems=tuple(files.problems))
    county = files.model("county.yaml", County)
    _check_county(files, county)
    services = services_in(files, guides / "services")
    found = townships(files, county, services)
    return Catalog(county, services, found, tuple(sorted(set(files.problems))), files.sources)


def load_services(path: Path) -> Catalog:
    """A catalog of one service file, or of a folder of them; no township offers them.

    They stand among `sources` where a county would have them.
    """
    folder = path if path.is_dir() else path.parent
    files = Files(folder)
    if path.is_dir():
        services = services_in(files, path)
    else:
        one = service(files, path.name)
        services = {one.identifier: one} if one else {}
    sources = {f"services/{name}": source for name, source in files.sources.items()}
    return Catalog(None, services, (), tuple(sorted(files.problems)), sources)


def county_of(guides: Path) -> County | None:
    """The county of `guides`, or None where its file is missing or wrong."""
    return Files(guides).model("county.yaml", County)


def _check_county(files: Files, county: County | None) -> None:
    if county:
        rules = (rule.name for rule in county.house_rules)
        files.unique("county.yaml", ("制度",), rules, "名称")
        files.unique("county.yaml", ("牵头",), (lead.issue for lead in county.leads), "问题")
