"""Townships: four files each, and whether the people and places in them know each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from generator.catalog import offers
from generator.catalog.files import Files
from generator.catalog.names import NAME_HINT, is_township_name
from generator.catalog.values import Township
from generator.models.offer import CatalogFile
from generator.models.place import County, StaffFile, TownshipProfile, VillagesFile
from generator.models.service import PublicService


def townships(files: Files, services: Mapping[str, PublicService]) -> tuple[Township, ...]:
    """Every township whose files could be read, in the order of their codes."""
    folder = files.guides / "townships"
    slugs = sorted(path.name for path in folder.glob("*") if path.is_dir())
    if not slugs:
        files.missing(folder, "一个乡镇也没有", "每个乡镇一个目录")
    found = [_township(files, slug, services) for slug in slugs]
    joined = [township for township in found if township]
    return tuple(sorted(joined, key=lambda township: township.profile.code))


def check_codes(files: Files, county: County | None, found: Iterable[Township]) -> None:
    """Division codes are unique, and each begins as its parent's does."""
    seen: set[str] = set()
    for township in found:
        folder, code = f"townships/{township.slug}", township.profile.code
        county_code = county.code[:6] if county else ""
        complain = partial(files.complain, f"{folder}/township.yaml", ("代码",))
        _check_code(complain, code, county_code, seen)
        for index, village in enumerate(township.villages):
            path = ("村", index, "代码")
            complain = partial(files.complain, f"{folder}/villages.yaml", path)
            _check_code(complain, village.code, code[:9], seen)


def _check_code(
    complain: Callable[[str, str], None], code: str, parent: str, seen: set[str]
) -> None:
    if not code.startswith(parent):
        message = f"“{code}”不属于上一级（应以 {parent} 开头）"
        complain(message, "请核对统计用区划代码")
    if code in seen:
        complain(f"“{code}”重复", "请核对统计用区划代码")
    seen.add(code)


def _township(files: Files, slug: str, services: Mapping[str, PublicService]) -> Township | None:
    if not is_township_name(slug):
        files.missing(files.guides / "townships" / slug, f"目录名“{slug}”不能用", NAME_HINT)
        return None
    folder = f"townships/{slug}"
    profile = files.model(f"{folder}/township.yaml", TownshipProfile)
    people = files.model(f"{folder}/staff.yaml", StaffFile)
    places = files.model(f"{folder}/villages.yaml", VillagesFile)
    offered = files.model(f"{folder}/catalog.yaml", CatalogFile)
    if not (profile and people and places and offered):
        return None
    _check_people(files, f"{folder}/staff.yaml", people, places)
    _check_villages(files, f"{folder}/villages.yaml", people, places)
    desk = offers.Desk(
        f"{folder}/catalog.yaml",
        services,
        {window.number: window for window in profile.hall.windows},
        {person.number: person for person in people.staff},
        offered.assignments,
    )
    guides = tuple(offers.guides(files, desk, offered.services))
    return Township(slug, profile, people.staff, people.agents, places.villages, guides)


def _check_people(files: Files, name: str, people: StaffFile, places: VillagesFile) -> None:
    files.unique(name, "人员", (person.number for person in people.staff), "编号")
    files.unique(name, "帮办代办员", (agent.number for agent in people.agents), "编号")
    villages = [village.name for village in places.villages]
    for index, agent in enumerate(people.agents):
        files.known(name, ("帮办代办员", index, "村"), agent.village, villages, "村")


def _check_villages(files: Files, name: str, people: StaffFile, places: VillagesFile) -> None:
    files.unique(name, "村", (village.name for village in places.villages), "名称")
    staff = {person.number for person in people.staff}
    agents = {agent.number for agent in people.agents}
    for path, number, what in _references(places):
        choices, word = (staff, "人员编号") if what == "包村干部" else (agents, "代办员编号")
        files.known(name, path, number, sorted(choices), word)


def _references(places: VillagesFile) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for index, village in enumerate(places.villages):
        for what, numbers in (("包村干部", village.lead_cadres), ("代办员", village.agents)):
            for position, number in enumerate(numbers):
                yield ("村", index, what, position), number, what
