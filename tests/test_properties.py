"""What holds for any service: trips never go below nothing, more ways never cost more."""

from pathlib import Path
from shutil import copytree
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import catalog
from generator.models.service import PublicService
from generator.models.words import Channel, Delivery, Handling, Place
from generator.problem import Problem
from generator.standard import judging, trips
from generator.standard.catalogue import RULES
from generator.standard.rule import Group
from tests.conftest import HERE, TODAY, as_text
from tests.test_rules import SOUND

BASE = as_text(SOUND)
SERVICES = sorted((HERE.parent / "guides" / "services").glob("*.yaml"))
FILES = [*SERVICES, *sorted((HERE / "failing").glob("*.yaml"))]
RAW = {path.stem: as_text(path.read_text(encoding="utf-8")) for path in FILES}
YES_NO = st.sampled_from(["是", "否"])
STEP = st.fixed_dictionaries(
    {
        "环节": st.sampled_from(["提交申请", "签字", "采集", "审核"]),
        "承办": st.just("窗口"),
        "地点": st.sampled_from([*map(str, Place)]),
        "申请人到场": YES_NO,
        "与提交同次": YES_NO,
    }
)
WAYS = st.lists(st.sampled_from([*map(str, Channel)]), unique=True, max_size=5)
RESULTS = st.lists(st.sampled_from([*map(str, Delivery)]), unique=True, max_size=5)
SAID = st.fixed_dictionaries(
    {
        "办件类型": st.sampled_from([*map(str, Handling)]),
        "办理流程": st.lists(STEP, max_size=4),
        "办理渠道": WAYS,
        "送达方式": RESULTS,
        "第三方到场次数": st.sampled_from(["0", "1", "2"]),
    }
)


def service(said: dict[str, Any]) -> PublicService:
    return PublicService.model_validate({**BASE, **said})


@given(SAID)
def test_trips_are_never_fewer_than_none(said: dict[str, Any]) -> None:
    derived = trips.of(service(said))
    assert all(route.trips >= 0 for route in derived.routes)
    assert (derived.least is None) == (not said["办理渠道"])
    assert derived.at_window is None or derived.at_window >= 1


@given(SAID, st.sampled_from([*map(str, Channel)]), st.sampled_from([*map(str, Delivery)]))
def test_another_way_in_or_out_never_costs_a_trip_more(
    said: dict[str, Any], way: str, result: str
) -> None:
    """上门 counts only where it is the only way, so another way beside it alone may cost more."""
    before = trips.of(service(said)).least
    if before is None or said["办理渠道"] == [Channel.HOME_VISIT]:
        return
    ways, results = [*said["办理渠道"], way], [*said["送达方式"], result]
    more_ways = trips.of(service({**said, "办理渠道": ways})).least
    more_results = trips.of(service({**said, "送达方式": results})).least
    assert more_ways is not None
    assert more_results is not None
    assert more_ways <= before
    if said["送达方式"]:  # without any nothing is known of fetching
        assert more_results <= before


@given(SAID)
def test_the_window_is_kept_exactly_where_the_standard_says_it_is(said: dict[str, Any]) -> None:
    """T01 written once more, from the formula and with none of the code."""
    steps = [
        step for step in said["办理流程"] if step["地点"] == "大厅" and step["申请人到场"] == "是"
    ]
    again = sum(step["与提交同次"] == "否" for step in steps)
    fetched = [_fetched(said, result) for result in said["送达方式"]]
    at_window = 1 + again + min(fetched, default=0)
    broken = any(RULES["T01"].check(service(said)))
    assert broken == ("窗口" in said["办理渠道"] and at_window > 1)


def _fetched(said: dict[str, Any], result: str) -> int:
    if result not in {"当场领取", "窗口领取"}:
        return 0
    return int(said["办件类型"] != "即办件")


def reviewed(raw: dict[str, Any]) -> list[Problem]:
    """Everything said of a service, by rule and message alone (there is no file)."""
    made = PublicService.model_validate({"编号": "a-service", **raw})
    loaded = catalog.Catalog(services={made.identifier: made})
    said = judging.Judge(loaded, TODAY).on(made)
    return [
        Problem("", 0, 0, remark.rule.identifier, remark.finding.message, severity=remark.severity)
        for remark in said
    ]


@given(st.sampled_from([*RAW]), st.data())
def test_leaving_out_a_material_never_adds_an_error_about_another(
    name: str, data: st.DataObject
) -> None:
    raw = RAW[name]
    materials = raw["申请材料"]
    if not isinstance(materials, list):
        return
    index = data.draw(st.integers(0, len(materials) - 1))
    rest = [material for at, material in enumerate(materials) if at != index]
    before, after = reviewed(raw), reviewed({**raw, "申请材料": rest or "无需提交材料"})
    about = {rule.identifier for rule in RULES.values() if rule.group is Group.MATERIALS}
    added = {problem for problem in after if problem.rule in about} - {*before}
    assert added == set()


COUNTY = HERE / "county"
JINZHU = "townships/jinzhu/catalog.yaml"


@settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(sorted((COUNTY / "services").glob("*.yaml"))), st.booleans(), st.data())
def test_an_override_that_changes_nothing_changes_no_finding(
    tmp_path: Path,
    path: Path,
    is_broken: bool,  # noqa: FBT001  (drawn)
    data: st.DataObject,
) -> None:
    guides = copytree(COUNTY, tmp_path / "guides", dirs_exist_ok=True)
    raw = as_text(path.read_text(encoding="utf-8"))
    if is_broken:
        raw |= {"承诺时限": "即时", "办理渠道": ["窗口"]}
        (guides / "services" / path.name).write_text(
            yaml.safe_dump(raw, allow_unicode=True), "utf-8"
        )
    offers = as_text((guides / JINZHU).read_text(encoding="utf-8"))
    offers["事项"] = [one for one in offers["事项"] if path.stem not in str(one)]
    (guides / JINZHU).write_text(yaml.safe_dump(offers, allow_unicode=True), "utf-8")
    before = judging.review(catalog.load(guides), TODAY)
    fields = data.draw(st.sets(st.sampled_from([*raw]), min_size=1))
    offers["事项"].append({"引用": path.stem, **{field: raw[field] for field in fields}})
    (guides / JINZHU).write_text(yaml.safe_dump(offers, allow_unicode=True), "utf-8")
    assert judging.review(catalog.load(guides), TODAY) == before
    assert bool(before) is is_broken
