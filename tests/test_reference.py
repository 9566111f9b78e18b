import re

import markdown
import pytest
from pydantic import BaseModel

from generator import reference, schema
from generator.models import base, offer, place, service
from generator.schema_values import SMALL

PAGE = reference.fields_page()
HTML = markdown.markdown(PAGE, extensions=["attr_list", "tables"])
MODELS = [
    model
    for module in (offer, place, service)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, base.Model) and model is not base.Model
]


def cells(name: str) -> list[list[str]]:
    """The rows of the field called `name`."""
    rows = [line for line in PAGE.splitlines() if f">{name}</b>" in line]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_of_every_model_is_explained(model: type[BaseModel]) -> None:
    for info in model.model_fields.values():
        assert info.alias
        assert info.description in [row[3] for row in cells(info.alias)]


@pytest.mark.parametrize("kind", schema.KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_file_has_a_section(kind: schema.Kind) -> None:
    assert f'<h2 id="{kind.name}">{kind.title}</h2>' in HTML
    assert f"<code>guides/{kind.file}</code>" in HTML


def test_a_clerk_reads_what_may_be_written() -> None:
    assert cells("办件类型")[0][1:3] == ["可选值：`即办件`、`承诺件`", "必填"]
    assert cells("承诺时限")[0][1] == "时限"
    assert cells("承诺时限")[0][4] == "`承诺时限: 25个工作日`"
    assert cells("网上支付")[0][1:3] == ["是或否", "不写算 `否`"]
    assert cells("收费")[0][1] == "列表（见[收费](#service-cost)）；或者写 `不收费`"
    assert cells("村民小组")[0][1] == "列表（见[村民小组](#villages-group)）；或者数字"
    assert cells("引用")[0][2] == "必填"


def test_a_service_needs_no_identifier_in_its_own_file() -> None:
    assert cells("编号")[0][2] == "可不写"


def test_each_way_of_writing_is_explained_at_the_top() -> None:
    top = PAGE.split("\n## ")[0]
    assert all(f"| {node['title']} |" in top for _, _, node in SMALL)


def test_every_table_has_five_columns() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| <b")]
    assert {len(row.strip("|").split("|")) for row in rows} == {5}


def test_anchors_are_stable_and_unique_and_links_lead_to_one() -> None:
    anchors = re.findall(r'id="([^"]+)"', HTML)
    assert len(anchors) == len(set(anchors))
    assert {"service-evidence", "service-承诺时限", "staff-agent-电话"} <= set(anchors)
    assert set(re.findall(r'href="#([^"]+)"', HTML)) <= set(anchors)


def test_the_page_is_the_same_every_time() -> None:
    assert reference.fields_page() == PAGE


def test_examples_can_be_copied_into_a_file() -> None:
    assert cells("代码")[0][4] == '`代码: "361025000000"`'
    assert cells("服务时间")[0][4].startswith('`服务时间: {周一至周五: "8:30-12:00, 14:00-17:30"')
