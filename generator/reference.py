"""The handbook's reference of all fields (字段说明), made from the same schemas as the editor's."""

import re
from collections.abc import Iterator

from generator.schema import KINDS, schemas
from generator.schema_values import DAY, Node

_INTRO = """\
# 字段说明

这一页列出每个文件里可以写的全部字段。它由程序从数据格式直接生成，和 `guides check` 的检查始终一致。

- **必填**：不写就报错，网站生成不了。
- **可不写**：没有内容就把整行删去，不要写“无”。但有的字段虽然不写也能生成网页，却是办事指南必须有的，见[什么是最多跑一次](../about/once.md)。
- **不写算……**：不写时，程序按这个值处理。

“怎么写”一栏的意思：

| 怎么写 | 意思 | 例子 |
|---|---|---|
| 文字 | 一个名称或一两句话，最多 2000 字。内容里有英文冒号加空格的，整句加英文引号 | `说明: "时间: 上午"` |
| 数字 | 阿拉伯数字 | `窗口: 1` |
| 日期 | 年四位、月和日各两位，中间用英文连字符 | `核对日期: 2026-11-23` |
| 时限 | 即时、几个工作日、几日、几个月 | `承诺时限: 5个工作日` |
| 是或否 | 写“是”或“否”，也可以写“有”或“无” | `网上支付: 否` |
| 电话号码 | 固定电话带区号；短号；11 位手机号（须本人同意公开） | `电话: 0794-00000001` |
| 服务时间 | 先写星期，再写几点到几点；也可以写预约、休息、全天 | `服务时间: {周一至周五: "8:30-12:00, 14:00-17:30", 周六: 预约}` |
| 区划代码 | 12 位统计用区划代码，加英文引号 | `代码: "361025205000"` |
| 规则编号 | 一个大写字母和两位数字，全部规则见[这里](../standard.html#rules) | `规则: T01` |
| 事项编号 | 小写字母开头，后面是小写字母、数字和连字符，2 到 41 个字符 | `引用: sa-minimum-living` |
| 可选值 | 只能照抄列出的词 | `办件类型: 承诺件` |
| 列表 | 写在方括号里，用英文逗号隔开；或者每行一项，以“- ”开头 | `送达方式: [邮寄, 窗口领取]` |
"""  # noqa: E501  (a row of a table is one line)
_CHANGED, _OWN = "Changed", "Own"
_HEAD = "| 字段 | 怎么写 | 必填 | 说明 | 例子 |\n|---|---|---|---|---|"
_ENTRIES = """
`事项` 的每一项有三种写法：

1. 只写编号，照办全县统一的事项：`- sa-minimum-living`
2. 写 `引用`，再写要改的内容。除了下表的字段，[事项](#service)的任何字段都可以写在这里，以这里写的为准。
3. 写 `编号`，是本乡镇自己的事项。[事项](#service)的必填字段都要写全，下表除 `引用` 外的字段也可以写。
"""  # noqa: E501  (a paragraph is one line)


def fields_page() -> str:
    """The whole reference as Markdown; the same models give the same text."""
    return "\n".join([_INTRO, *_sections()])


def _sections() -> Iterator[str]:
    """Each kind of file, then the objects in it, in order of first use."""
    made = schemas()
    seen: set[str] = set()
    for kind in KINDS:
        schema = made[kind.name]
        table = _Table(kind.name, schema["$defs"])
        yield f"\n## {kind.title} {{#{kind.name}}}\n\n{kind.about}。文件：`guides/{kind.file}`\n"
        yield table.of(schema, kind.name)
        for name, node in schema["$defs"].items():
            if name not in seen and _is_object(node):
                yield from _object(table, name, node, made["service"])
        seen |= set(schema["$defs"])


def _is_object(node: Node) -> bool:
    """Whether a definition has fields of its own, and isn't a small type."""
    return "required" in node


def _object(table: "_Table", name: str, node: Node, service: Node) -> Iterator[str]:
    """A heading and a table. An entry of a township repeats no field of 事项."""
    if name == _OWN:
        return
    title, lead, known = node["title"], "", set()
    if name == _CHANGED:
        title, lead, known = "事项的写法", _ENTRIES, set(service["properties"])
    own = {key: field for key, field in node["properties"].items() if key not in known}
    yield f"\n### {title} {{#{table.anchor(name)}}}\n{lead}"
    yield table.of(node | {"properties": own}, table.anchor(name))


class _Table:
    """Tables of fields of one kind of file."""

    def __init__(self, kind: str, definitions: dict[str, Node]) -> None:
        self._kind = kind
        self._definitions = definitions

    def anchor(self, name: str) -> str:
        """`Evidence` in a service as `service-evidence`."""
        return f"{self._kind}-{re.sub('(?<=[a-z])(?=[A-Z])', '-', name).lower()}"

    def of(self, node: Node, section: str) -> str:
        """The table of an object's fields; each can be linked to as `<section>-<字段>`."""
        rows = [self._row(field, node, section) for field in node["properties"].values()]
        return "\n".join([_HEAD, *rows])

    def _row(self, field: Node, node: Node, section: str) -> str:
        name = field["title"]
        optional = f"不写算 `{field['default']}`" if "default" in field else "可不写"
        cells = (
            f'<b id="{section}-{name}">{name}</b>',
            self._how(field),
            "必填" if name in node["required"] else optional,
            field["description"],
            _example(name, field),
        )
        return f"| {' | '.join(cells)} |"

    def _how(self, node: Node) -> str:
        """How a value is written, in words; nothing for an empty one."""
        if "$ref" in node:
            return self._named(node["$ref"].rsplit("/", 1)[-1])
        if "anyOf" in node:
            ways = dict.fromkeys(map(self._how, node["anyOf"]))
            return "；或者".join(filter(None, ways))
        if "enum" in node:
            words = "、".join(f"`{word}`" for word in node["enum"])
            return f"可选值：{words}" if len(node["enum"]) > 1 else f"写 {words}"
        if node.get("type") == "array":
            return f"列表（{self._how(node['items'])}）"
        return _lines(node) if node.get("type") == "object" else "文字"

    def _named(self, name: str) -> str:
        node = self._definitions[name]
        if not _is_object(node):
            return "" if name == "Empty" else str(node["title"])
        return f"见[{node['title']}](#{'service' if name == _OWN else self.anchor(name)})"


def _lines(node: Node) -> str:
    """Lines of the form `内容: 内容`, for objects whose fields are not fixed."""
    if "properties" in node:
        return "每个领域一行，见[分工](#catalog-assignment)"
    patterns = node.get("patternProperties", {})
    return "每天一行" if DAY in patterns else "每条规则一行" if patterns else "每个问题一行"


def _example(name: str, field: Node) -> str:
    examples = field.get("examples")
    return f"`{name}: {_yaml(examples[0])}`" if examples else ""


def _yaml(value: object) -> str:
    """A value as staff write it on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_yaml(inner)}' for key, inner in value.items())}}}"
    text = str(value)
    return f'"{text}"' if re.search(r": |, |:\d|^\d{5,}$", text) else text
