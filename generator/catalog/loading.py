"""The way from a folder to a catalog."""

from pathlib import Path

from generator.catalog.files import Files
from generator.catalog.services import service, standard_services
from generator.catalog.townships import townships
from generator.catalog.values import Catalog
from generator.models.place import County
from generator.models.service import PublicService
from generator.problem import Problem


def load(guides: Path) -> Catalog:
    """The catalog under `guides`; `problems` has everything wrong, sorted by file and line."""
    files = Files(guides)
    if not guides.is_dir():
        files.missing(guides, "没有这个目录", "请写出 guides 目录的位置")
        return Catalog(problems=tuple(files.problems))
    county = files.model("county.yaml", County)
    _check_county(files, county)
    services = standard_services(files)
    found = townships(files, county, services)
    return Catalog(county, services, found, tuple(sorted(set(files.problems))), files.sources)


def _check_county(files: Files, county: County | None) -> None:
    if county:
        rules = (rule.name for rule in county.house_rules)
        files.unique("county.yaml", ("制度",), rules, "名称")
        files.unique("county.yaml", ("牵头",), (lead.issue for lead in county.leads), "问题")


def read_service(path: Path, root: Path) -> tuple[PublicService | None, list[Problem]]:
    """One service file on its own, and everything wrong with it."""
    files = Files(root)
    read = service(files, path.relative_to(root).as_posix())
    return read, sorted(files.problems)
