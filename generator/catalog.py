"""Loads `guides/` into one catalog, with everything that couldn't be read or doesn't fit together."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from generator import explain, source
from generator.models.offer import Assignment, CatalogFile, Terms
from generator.models.place import (
    Agent,
    County,
    Staff,
    StaffFile,
    TownshipProfile,
    Village,
    VillagesFile,
    Window,
)
from generator.models.service import PublicService, Tier
from generator.problem import Finding, Problem
from generator.problem import Path as FieldPath
from generator.source import Source, Value

M = TypeVar("M", bound=BaseModel)

NAME = re.compile(r"[a-z][a-z0-9-]{1,40}")
RESERVED_SERVICES = re.compile(r"index|hall|staff|open|v\d+|search|404")
RESERVED_TOWNSHIPS = {"about", "area", "api", "assets", "handbook", "schema", "services"}
_TERMS = {info.alias or name for name, info in Terms.model_fields.items()}


@dataclass(frozen=True, eq=False)
class Guide:
    """One service as one township offers it (办事指南)."""

    service: PublicService
    window: Window | None
    post_a: Staff | None
    post_b: Staff | None
    lowest_tier: Tier
    why_county: str | None
    is_own: bool
    changed: tuple[str, ...]

    @property
    def identifier(self) -> str:
        """The service's identifier (事项编码), its name in addresses."""
        return self.service.identifier


@dataclass(frozen=True, eq=False)
class Township:
    """A township with everything that is said of it."""

    slug: str
    profile: TownshipProfile
    staff: tuple[Staff, ...]
    agents: tuple[Agent, ...]
    villages: tuple[Village, ...]
    guides: tuple[Guide, ...]

    @property
    def name(self) -> str:
        """The township's full name."""
        return self.profile.name


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything in `guides/`, and what is wrong with it."""

    county: County | None = None
    services: Mapping[str, PublicService] = field(default_factory=dict)
    townships: tuple[Township, ...] = ()
    problems: tuple[Problem, ...] = ()


def load(guides: Path) -> Catalog:
    """The catalog under `guides`; `problems` has everything wrong, sorted by file and line."""
    loader = _Loader(guides)
    return loader.catalog()


def read_service(path: Path, root: Path) -> tuple[PublicService | None, list[Problem]]:
    """One service file on its own, and everything wrong with it."""
    loader = _Loader(root)
    service = loader.service(path)
    return service, sorted(loader.problems)


@dataclass
class _Loader:
    guides: Path
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def catalog(self) -> Catalog:
        if not self.guides.is_dir():
            problem = Problem(str(self.guides), 1, 1, "schema", "没有这个目录", "请写出 guides 目录的位置")
            return Catalog(problems=(problem,))
        county = self.file("county.yaml", County)
        services = self.services()
        townships = self.townships(services)
        self.codes(county, townships)
        return Catalog(county, services, townships, tuple(sorted(set(self.problems))))

    # One file --------------------------------------------------------------------------

    def read(self, path: Path) -> Source:
        read = source.read(path, self.guides)
        self.problems.extend(read.problems)
        self.sources[path.relative_to(self.guides).as_posix()] = read
        return read

    def file(self, name: str, model: type[M]) -> M | None:
        path = self.guides / name
        if not path.exists() and not path.is_symlink():
            hint = "可以从别的乡镇复制一份再改" if "/" in name else "用 guides new 可以生成一份"
            self.problems.append(Problem(str(path), 1, 1, "schema", "缺少这个文件", hint))
            return None
        return self.validated(model, self.read(path))

    def validated(self, model: type[M], read: Source) -> M | None:
        if read.value is None:
            return None
        value, findings = explain.validate(model, read.value)
        self.problems.extend(map(read.problem, findings))
        return value

    def complain(self, name: str, path: FieldPath, message: str, hint: str = "") -> None:
        self.problems.append(self.sources[name].problem(Finding(path, message, hint)))

    # Services --------------------------------------------------------------------------

    def services(self) -> dict[str, PublicService]:
        found = (self.service(path) for path in sorted((self.guides / "services").glob("*.yaml")))
        return {service.identifier: service for service in found if service}

    def service(self, path: Path) -> PublicService | None:
        read = self.read(path)
        if not isinstance(read.value, dict):
            return None
        name = path.relative_to(self.guides).as_posix()
        if not _good_name(path.stem):
            self.complain(name, (), f"文件名“{path.stem}”不能用", _NAME_HINT)
        written = read.value.get("编号", path.stem)
        if written != path.stem:
            self.complain(name, ("编号",), f"编号“{written}”和文件名不一致", f"请删去，或写 {path.stem}")
        value, findings = explain.validate(PublicService, {**read.value, "编号": path.stem})
        self.problems.extend(map(read.problem, findings))
        return value

    # Townships -------------------------------------------------------------------------

    def townships(self, services: Mapping[str, PublicService]) -> tuple[Township, ...]:
        folders = sorted(path for path in (self.guides / "townships").glob("*") if path.is_dir())
        found = [self.township(folder.name, services) for folder in folders]
        if not folders:
            self.problems.append(
                Problem(str(self.guides / "townships"), 1, 1, "schema", "一个乡镇也没有", "每个乡镇一个目录")
            )
        joined = [township for township in found if township]
        return tuple(sorted(joined, key=lambda township: township.profile.code))

    def township(self, slug: str, services: Mapping[str, PublicService]) -> Township | None:
        if not NAME.fullmatch(slug) or slug in RESERVED_TOWNSHIPS:
            self.problems.append(
                Problem(
                    str(self.guides / "townships" / slug), 1, 1, "schema",
                    f"目录名“{slug}”不能用", _NAME_HINT,
                )
            )  # fmt: skip
            return None
        folder = f"townships/{slug}"
        profile = self.file(f"{folder}/township.yaml", TownshipProfile)
        people = self.file(f"{folder}/staff.yaml", StaffFile)
        places = self.file(f"{folder}/villages.yaml", VillagesFile)
        offers = self.file(f"{folder}/catalog.yaml", CatalogFile)
        if not (profile and people and places and offers):
            return None
        self.people(folder, people, places)
        desk = _Desk(
            {window.number: window for window in profile.hall.windows},
            {person.number: person for person in people.staff},
            offers.assignments,
        )
        self.assignments(folder, desk)
        guides = tuple(self.guides_of(folder, offers, desk, services))
        return Township(slug, profile, people.staff, people.agents, places.villages, guides)

    def people(self, folder: str, people: StaffFile, places: VillagesFile) -> None:
        """Numbers are unique, and whoever is named somewhere exists."""
        staff, village = f"{folder}/staff.yaml", f"{folder}/villages.yaml"
        self.unique(staff, "人员", [person.number for person in people.staff], "编号")
        self.unique(staff, "帮办代办员", [agent.number for agent in people.agents], "编号")
        self.unique(village, "村", [place.name for place in places.villages], "名称")
        names = [place.name for place in places.villages]
        cadres = [person.number for person in people.staff]
        agents = [agent.number for agent in people.agents]
        for index, agent in enumerate(people.agents):
            self.known(staff, ("帮办代办员", index, "村"), agent.village, names, "村")
        for index, place in enumerate(places.villages):
            for number, cadre in enumerate(place.lead_cadres):
                self.known(village, ("村", index, "包村干部", number), cadre, cadres, "人员编号")
            for number, helper in enumerate(place.agents):
                self.known(village, ("村", index, "代办员", number), helper, agents, "代办员编号")

    def unique(self, file: str, section: str, values: Iterable[str], name: str) -> None:
        seen: set[str] = set()
        for index, value in enumerate(values):
            if value in seen:
                self.complain(file, (section, index, name), f"“{value}”和前面的重复", "请改成不重复的")
            seen.add(value)

    def known(
        self, file: str, path: FieldPath, value: str, choices: Iterable[str], what: str
    ) -> bool:
        choices = list(choices)
        if value in choices:
            return True
        guess = explain.closest(value, choices)
        hint = "" if guess or len(choices) > 16 else f"现有：{'、'.join(choices)}"
        self.complain(file, path, f"没有“{value}”这个{what}{guess}", hint)
        return False

    def assignments(self, folder: str, desk: "_Desk") -> None:
        for topic, assignment in desk.assignments.items():
            self.assignment(f"{folder}/catalog.yaml", ("分工", topic.value), assignment, desk)

    def assignment(
        self, file: str, path: FieldPath, assignment: Assignment, desk: "_Desk"
    ) -> None:
        for name, number in (("A岗", assignment.post_a), ("B岗", assignment.post_b)):
            if number is not None:
                self.known(file, (*path, name), number, desk.staff, "人员编号")
        if assignment.window is not None:
            windows = [str(number) for number in desk.windows]
            self.known(file, (*path, "窗口"), str(assignment.window), windows, "窗口")

    # Guides ----------------------------------------------------------------------------

    def guides_of(
        self,
        folder: str,
        offers: CatalogFile,
        desk: "_Desk",
        services: Mapping[str, PublicService],
    ) -> Iterator[Guide]:
        file = f"{folder}/catalog.yaml"
        seen: set[str] = set()
        for index, entry in enumerate(offers.services):
            guide = self.guide(file, ("事项", index), entry, desk, services)
            if guide is None:
                continue
            if guide.identifier in seen:
                self.complain(file, ("事项", index), f"“{guide.identifier}”写了两遍", "请只留一个")
                continue
            seen.add(guide.identifier)
            yield guide

    def guide(
        self,
        file: str,
        path: FieldPath,
        entry: object,
        desk: "_Desk",
        services: Mapping[str, PublicService],
    ) -> Guide | None:
        if isinstance(entry, str):
            entry = {"引用": entry}
        if not isinstance(entry, dict):
            self.complain(file, path, "这里要写事项编号，或“引用: 编号”", "例如：- sa-minimum-living")
            return None
        said: dict[str, Value] = {key: value for key, value in entry.items() if key in _TERMS}
        rest: dict[str, Value] = {
            key: value for key, value in entry.items() if key not in _TERMS and key != "引用"
        }
        terms, findings = explain.validate(Terms, said)
        self.problems.extend(self.sources[file].problem(_under(path, finding)) for finding in findings)
        service = self.offered(file, path, entry.get("引用"), rest, services)
        if service is None or terms is None:
            return None
        self.assignment(file, path, terms, desk)
        return desk.guide(service, terms, is_own="引用" not in entry, changed=tuple(rest))

    def offered(
        self,
        file: str,
        path: FieldPath,
        reference: object,
        rest: dict[str, Value],
        services: Mapping[str, PublicService],
    ) -> PublicService | None:
        """The standard service with the township's changes, or a service of its own."""
        if reference is None:
            return self.own_service(file, path, rest, services)
        if not isinstance(reference, str) or reference not in services:
            if (self.guides / "services" / f"{reference}.yaml").is_file():
                return None  # its own file already has a problem
            self.known(file, (*path, "引用"), str(reference), services, "县级事项")
            return None
        if not rest:
            return services[reference]
        base = self.sources[f"services/{reference}.yaml"].value
        if not isinstance(base, dict):
            return None
        return self.checked(file, path, {**base, **rest, "编号": reference})

    def own_service(
        self,
        file: str,
        path: FieldPath,
        rest: dict[str, Value],
        services: Mapping[str, PublicService],
    ) -> PublicService | None:
        identifier = rest.get("编号")
        if identifier is None:
            self.complain(file, path, "缺少“引用”或“编号”", "县里有的写“引用: 编号”，自己的写“编号: …”")
            return None
        if not isinstance(identifier, str) or not _good_name(identifier):
            self.complain(file, (*path, "编号"), f"编号“{identifier}”不能用", _NAME_HINT)
            return None
        if identifier in services:
            self.complain(
                file, (*path, "编号"), f"“{identifier}”是县里的事项", f"请改成“引用: {identifier}”"
            )
            return None
        return self.checked(file, path, rest)

    def checked(self, file: str, path: FieldPath, raw: dict[str, Value]) -> PublicService | None:
        value, findings = explain.validate(PublicService, raw)
        self.problems.extend(self.sources[file].problem(_under(path, finding)) for finding in findings)
        return value

    # Codes -----------------------------------------------------------------------------

    def codes(self, county: County | None, townships: Iterable[Township]) -> None:
        """Division codes are unique, and each begins as its parent's does."""
        seen: dict[str, str] = {}
        for township in townships:
            folder = f"townships/{township.slug}"
            said = partial(self.complain, f"{folder}/township.yaml")
            self.code(said, ("代码",), township.profile.code, county.code[:6] if county else "", seen)
            said = partial(self.complain, f"{folder}/villages.yaml")
            for index, village in enumerate(township.villages):
                self.code(said, ("村", index, "代码"), village.code, township.profile.code[:9], seen)

    def code(
        self,
        complain: Callable[[FieldPath, str, str], None],
        path: FieldPath,
        code: str,
        parent: str,
        seen: dict[str, str],
    ) -> None:
        if not code.startswith(parent):
            complain(path, f"“{code}”不属于上一级（应以 {parent} 开头）", "请核对统计用区划代码")
        if code in seen:
            complain(path, f"“{code}”重复", "请核对统计用区划代码")
        seen[code] = code


_NAME_HINT = "请用小写字母开头的字母、数字和连字符，2 到 41 个字，且不是保留的名字，例如 sa-minimum-living"


def _good_name(name: str) -> bool:
    return bool(NAME.fullmatch(name)) and not RESERVED_SERVICES.fullmatch(name)


def _under(path: FieldPath, finding: Finding) -> Finding:
    return Finding((*path, *finding.path), finding.message, finding.hint)


@dataclass(frozen=True)
class _Desk:
    """A township's windows, people and division of work, to resolve a guide against."""

    windows: Mapping[int, Window]
    staff: Mapping[str, Staff]
    assignments: Mapping[object, Assignment]

    def guide(
        self, service: PublicService, terms: Terms, *, is_own: bool, changed: tuple[str, ...]
    ) -> Guide:
        area = self.assignments.get(service.topic) or Assignment.model_construct()
        number = terms.window if terms.window is not None else area.window
        return Guide(
            service,
            self.windows.get(number) if number is not None else None,
            self.staff.get(terms.post_a or area.post_a or ""),
            self.staff.get(terms.post_b or area.post_b or ""),
            terms.lowest_tier or _lowest_tier(service),
            terms.why_county,
            is_own,
            changed,
        )


def _lowest_tier(service: PublicService) -> Tier:
    """村 where the village takes papers in; the hall is a township's own."""
    from generator.models.service import Channel

    near = {Channel.VILLAGE, Channel.AGENT, Channel.HOME_VISIT, Channel.AUTOMATIC}
    return Tier.VILLAGE if near & set(service.channels) else Tier.TOWNSHIP
