"""Townships: four files each, and whether the people and places in them know each other.

A file that can't be read is no reason to be silent about the other three: what would refer to it
is not checked, and everything else is.
"""

from collections.abc import Iterator, Mapping

from generator.catalog import codes, offers
from generator.catalog.files import Files
from generator.catalog.names import NAME_HINT, is_township_name
from generator.catalog.values import Township
from generator.models.offer import CatalogFile
from generator.models.place import County, StaffFile, TownshipProfile, VillagesFile
from generator.models.service import PublicService
from generator.problem import Path


def townships(
    files: Files, county: County | None, services: Mapping[str, PublicService]
) -> tuple[Township, ...]:
    """Every township whose files could be read, in the order of their codes."""
    folder = files.guides / "townships"
    slugs = sorted(path.name for path in folder.glob("*") if path.is_dir())
    if not slugs:
        files.missing(folder, "一个乡镇也没有", "每个乡镇一个目录")
    check = codes.Check(files, county.code if county else "")
    found = [_township(files, check, slug, services) for slug in slugs]
    joined = [township for township in found if township]
    return tuple(sorted(joined, key=lambda township: township.profile.code))


def _township(
    files: Files, check: codes.Check, slug: str, services: Mapping[str, PublicService]
) -> Township | None:
    if not is_township_name(slug):
        files.missing(files.guides / "townships" / slug, f"目录名“{slug}”不能用", NAME_HINT)
        return None
    folder = f"townships/{slug}"
    profile = files.model(f"{folder}/township.yaml", TownshipProfile)
    people = files.model(f"{folder}/staff.yaml", StaffFile)
    places = files.model(f"{folder}/villages.yaml", VillagesFile)
    offered = files.model(f"{folder}/catalog.yaml", CatalogFile)
    check.township(folder, profile, places)
    _check_hall(files, f"{folder}/township.yaml", profile)
    _check_staff(files, f"{folder}/staff.yaml", people, places)
    _check_villages(files, f"{folder}/villages.yaml", people, places)
    if not offered:
        return None
    desk = _desk(f"{folder}/catalog.yaml", services, offered, profile, people)
    guides = tuple(offers.guides(files, desk, offered.services))
    if not (profile and people and places):
        return None
    return Township(slug, profile, people.staff, people.agents, places.villages, guides)


def _desk(
    name: str,
    services: Mapping[str, PublicService],
    offered: CatalogFile,
    profile: TownshipProfile | None,
    people: StaffFile | None,
) -> offers.Desk:
    windows = {one.number: one for one in profile.hall.windows} if profile else None
    staff = {person.number: person for person in people.staff} if people else None
    return offers.Desk(name, services, windows, staff, offered.assignments)


def _check_hall(files: Files, name: str, profile: TownshipProfile | None) -> None:
    if profile:
        numbers = (window.number for window in profile.hall.windows)
        files.unique(name, ("便民服务中心", "窗口"), numbers, "编号")


def _check_staff(
    files: Files, name: str, people: StaffFile | None, places: VillagesFile | None
) -> None:
    if not people:
        return
    files.unique(name, ("人员",), (person.number for person in people.staff), "编号")
    files.unique(name, ("帮办代办员",), (agent.number for agent in people.agents), "编号")
    if not places:
        return
    villages = [village.name for village in places.villages]
    for index, agent in enumerate(people.agents):
        files.known(name, ("帮办代办员", index, "村"), agent.village, villages, "村")


def _check_villages(
    files: Files, name: str, people: StaffFile | None, places: VillagesFile | None
) -> None:
    if not places:
        return
    files.unique(name, ("村",), (village.name for village in places.villages), "名称")
    if not people:
        return
    staff = sorted({person.number for person in people.staff})
    agents = sorted({agent.number for agent in people.agents})
    for path, number in _references(places, "包村干部"):
        files.known(name, path, number, staff, "人员编号")
    for path, number in _references(places, "代办员"):
        files.known(name, path, number, agents, "代办员编号")


def _references(places: VillagesFile, field: str) -> Iterator[tuple[Path, str]]:
    """The numbers of people in a field of every village, each with its place."""
    for index, village in enumerate(places.villages):
        numbers = village.lead_cadres if field == "包村干部" else village.agents
        for position, number in enumerate(numbers):
            yield ("村", index, field, position), number
