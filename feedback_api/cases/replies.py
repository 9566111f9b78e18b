"""Words for replies that come back again and again: the county writes them, officials fill them."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from feedback_api import db
from feedback_api.cases.machine import BLANK, MAX_WORDS
from feedback_api.cases.tables import reply_templates
from feedback_api.errors import Wrong

PLACEHOLDERS = ("事项", "乡镇", "大厅电话", "期限")
"""What may stand in braces."""
MAX_NAME = 32
_BRACES = re.compile(r"\{([^{}]*)\}")


class Template(NamedTuple):
    """A reply under a name. `{事项}` and the like become the case's own."""

    name: str
    words: str


def listed(connection: Connection) -> list[Template]:
    """All of them by name."""
    query = select(reply_templates.c.name, reply_templates.c.words).order_by(reply_templates.c.name)
    return [Template._make(row) for row in connection.execute(query)]


def save(connection: Connection, template: Template) -> None:
    """Writes one, over what had its name."""
    statement = db.insert(connection, reply_templates).values(**template._asdict())
    words = {"words": statement.excluded.words}
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=words))


def drop(connection: Connection, name: str) -> None:
    """Deletes one."""
    connection.execute(delete(reply_templates).where(reply_templates.c.name == name))


def problems(template: Template) -> Iterator[Wrong]:
    """What is wrong with a template, in Chinese."""
    if not 0 < len(template.name) <= MAX_NAME:
        yield Wrong("name", f"请起一个名字，最多 {MAX_NAME} 个字，例如：材料没说清")
    if not 0 < len(template.words) <= MAX_WORDS:
        yield Wrong("words", f"请写答复，最多 {MAX_WORDS} 个字")
    for name in _BRACES.findall(template.words):
        if name not in PLACEHOLDERS:
            known = "".join(f"{{{one}}}" for one in PLACEHOLDERS)
            yield Wrong("words", f"没有 {{{name}}} 这一项，可以用 {known}，等填的写 {BLANK}")


def filled(words: str, values: Mapping[str, str]) -> str:
    """The words with the case's own values in place of the braces."""
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), words)
