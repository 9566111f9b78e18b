import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

from generator import schema

GUIDES = Path(__file__).parent.parent / "guides"
FILES = sorted(GUIDES.rglob("*.yaml"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def as_an_editor_sees(text: str) -> Any:  # noqa: ANN401  (whatever stands in the file)
    return without_dates(yaml.safe_load(text))


def without_dates(value: Any) -> Any:  # noqa: ANN401
    """Dates are words in YAML 1.2, which editors follow, and values in PyYAML's 1.1."""
    if isinstance(value, dict):
        return {without_dates(key): without_dates(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_dates(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def validator(kind: str) -> Validator:
    return Draft202012Validator(schema.schemas()[kind])


def kind_of(path: Path) -> str:
    return "service" if path.parent.name == "services" else path.stem


def service(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    sound = {
        "事项名称": "最低生活保障审核确认",
        "领域": "社会救助",
        "主管部门": "民政局",
        "事项类型": "行政给付",
        "办件类型": "承诺件",
        "收费": "不收费",
    }
    return sound | changes


def objects(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    if isinstance(node, list):
        for inner in node:
            yield from objects(inner)
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield node
        for inner in node.values():
            yield from objects(inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(GUIDES)))
def test_every_file_of_the_demonstration_county_is_valid(path: Path) -> None:
    value = as_an_editor_sees(path.read_text(encoding="utf-8"))
    assert [error.message for error in validator(kind_of(path)).iter_errors(value)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(GUIDES)))
def test_every_file_leads_an_editor_to_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match
    target = (path.parent / match[1]).resolve()
    assert target == (GUIDES / "schema" / f"{kind_of(path)}.schema.json").resolve()
    assert target.is_file()


@pytest.mark.parametrize("kind", schema.schemas())
def test_the_published_schemas_are_up_to_date(kind: str, tmp_path: Path) -> None:
    schema.write(tmp_path)
    name = f"{kind}.schema.json"
    published = (GUIDES / "schema" / name).read_bytes()
    assert (tmp_path / name).read_bytes() == published, "run: guides schema guides/schema"


@pytest.mark.parametrize("kind", schema.schemas())
def test_a_schema_is_sound_and_names_no_host_of_its_own(kind: str) -> None:
    made = schema.schemas()[kind]
    Draft202012Validator.check_schema(made)
    assert made["$id"] == f"{kind}.schema.json"


@pytest.mark.parametrize("kind", schema.schemas())
def test_every_field_is_explained_in_chinese(kind: str) -> None:
    for found in objects(schema.schemas()[kind]):
        assert CHINESE.search(found["title"])
        for name, field in found["properties"].items():
            assert field["title"] == name
            assert CHINESE.search(name)
            assert CHINESE.search(field["description"]), name


@pytest.mark.parametrize("kind", schema.schemas())
def test_unknown_fields_are_refused_in_every_object(kind: str) -> None:
    assert all(found["additionalProperties"] is False for found in objects(schema.schemas()[kind]))


@pytest.mark.parametrize("kind", schema.schemas())
def test_examples_and_defaults_are_valid_themselves(kind: str) -> None:
    made = schema.schemas()[kind]
    for found in objects(made):
        for name, field in found["properties"].items():
            one = Draft202012Validator(field | {"$defs": made["$defs"]})
            for example in [*field.get("examples", []), field.get("default")]:
                assert example is None or one.is_valid(example), (name, example)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"收费": [{"项目": "居民身份证工本费", "标准": 20, "依据": "发改价格〔2003〕2322号"}]},
        {"申请材料": "无需提交材料"},
        {"申请材料": [{"名称": "居民身份证", "来源": "政府部门核发", "原件份数": 1}]},
        {"跑动次数": 0},
        {"跑动次数": "0"},
        {"咨询电话": 12345, "监督电话": "12345"},
        {"复核日期": "2026-11-23"},
        {"别名": None, "承诺时限": None, "网上支付": None},
        {"编号": "sa-minimum-living"},
        {"承诺时限": "即时", "法定时限": "5个工作日"},
    ],
)
def test_a_service_may_be_written_so(changes: dict[str, Any]) -> None:
    assert validator("service").is_valid(service(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"承诺时现": "5个工作日"},
        {"领域": "社会保障"},
        {"办件类型": None},
        {"收费": "免费"},
        {"申请材料": "无"},
        {"申请材料": [{"名称": "居民身份证", "来源": "政府部门核发", "类别": "原件"}]},
        {"申请材料": [{"名称": "居民身份证"}]},
        {"承诺时限": "5天"},
        {"咨询电话": "0794 6591234"},
        {"复核日期": "2026.11.23"},
        {"网上支付": "可以"},
        {"送达方式": "邮寄"},
        {"送达方式": ["快递"]},
        {"跑动次数": "一次"},
        {"告知承诺": "有"},
        {"实施编码": "1234"},
        {"编号": "低保"},
    ],
)
def test_a_slip_in_a_service_is_refused(changes: dict[str, Any]) -> None:
    assert not validator("service").is_valid(service(**changes))


@pytest.mark.parametrize(
    ("entry", "sound"),
    [
        ("- sa-minimum-living", True),
        ("- 引用: sa-minimum-living\n  承诺时限: 20个工作日", True),
        ("- 引用: sa-minimum-living\n  窗口: 2\n  A岗: A01\n  最低层级: 村", True),
        ("- 低保", False),
        ("- 承诺时限: 20个工作日", False),
        ("- 引用: sa-minimum-living\n  承诺时现: 20个工作日", False),
        ("- 引用: sa-minimum-living\n  最低层级: 镇", False),
        ("- 编号: jinzhu-she-festival\n  事项名称: 三月三报名", False),
    ],
)
def test_an_entry_of_a_township_is_judged_by_what_it_is(entry: str, sound: bool) -> None:  # noqa: FBT001
    value = as_an_editor_sees(f"事项:\n{entry}\n")
    assert validator("catalog").is_valid(value) is sound


def test_a_township_may_have_a_service_of_its_own() -> None:
    own = service(编号="jinzhu-she-festival", 窗口=1, A岗="A01")
    assert validator("catalog").is_valid({"事项": [own]})


@pytest.mark.parametrize(
    ("hours", "sound"),
    [
        ('{周一至周五: "8:30-12:00, 14:00-17:30", 周六: 预约}', True),
        ("{周一: 全天}", True),
        ("{工作日: 全天}", False),
        ("{周一: 上午}", False),
        ("周一至周五", False),
    ],
)
def test_opening_hours_are_checked(hours: str, sound: bool) -> None:  # noqa: FBT001
    value = as_an_editor_sees(
        f"村:\n- {{名称: 甲村, 代码: '361025205200', 便民服务站: {{服务时间: {hours}}}}}"
    )
    assert validator("villages").is_valid(value) is sound


@pytest.mark.parametrize("groups", [14, "14", [{"名称": "第一小组"}], None])
def test_groups_are_a_number_or_a_list(groups: Any) -> None:  # noqa: ANN401
    village = {"名称": "甲村", "代码": 361025205200, "村民小组": groups}
    assert validator("villages").is_valid({"村": [village]})


def test_a_schema_is_written_as_readable_text(tmp_path: Path) -> None:
    for path in schema.write(tmp_path / "new"):
        text = path.read_text(encoding="utf-8")
        assert "\\u" not in text
        assert json.loads(text)["title"]
