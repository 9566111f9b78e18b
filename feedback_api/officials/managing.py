"""Adding, inviting again and revoking officials: for whoever runs the server."""

import re
from datetime import datetime

from sqlalchemy import Connection

from feedback_api.officials import audit, sessions, store
from feedback_api.officials.audit import Change
from feedback_api.officials.roles import Official, Role
from feedback_api.published import Published

LINK_HOURS = 72
COMMAND_LINE = "命令行"
"""Stands in the log where no official acted."""
_NAME = re.compile(r"[\w.-]{2,40}")


class OfficialError(Exception):
    """It can't be done; the message says in Chinese why, and what to write."""


def add(connection: Connection, new: tuple[str, Role, str | None], now: datetime) -> str:
    """Adds an official (name, role, township); the one-time link. Raises OfficialError."""
    name, role, township = new
    if not _NAME.fullmatch(name):
        raise OfficialError("登录名要 2 到 40 个字：汉字、字母、数字、点、横线。请写岗位，不写姓名")
    if store.by_name(connection, name):
        raise OfficialError(f"已经有 {name}。要重发链接，请用 feedback officials reset {name}")
    made = store.add(connection, name, role, township)
    _record(connection, made, "添加账号", now)
    return _link(connection, made, now)


def check_township(catalog: Published, role: Role, township: str | None) -> None:
    """Whether the role goes with the township. Raises OfficialError."""
    if not role.has_township and township:
        raise OfficialError(f"{role.label}账号看全县，不要写 --township")
    if role.has_township and township not in catalog.by_slug:
        listed = "、".join(f"{one.slug}（{one.name}）" for one in catalog.townships)
        raise OfficialError(f"{role.label}账号要用 --township 写明乡镇：{listed}")


def revoke(connection: Connection, name: str, now: datetime) -> None:
    """Nobody signs in with this name any more. Raises OfficialError."""
    who = _named(connection, name)
    store.revoke(connection, who.id)
    _record(connection, who, "停用账号", now)


def reset(connection: Connection, name: str, now: datetime) -> str:
    """A new link for somebody who lost their password or phone. Raises OfficialError."""
    who = _named(connection, name)
    _record(connection, who, "重发链接", now)
    return _link(connection, who, now)


def _named(connection: Connection, name: str) -> Official:
    if found := store.by_name(connection, name):
        return found
    raise OfficialError(f"没有 {name} 这个登录名。feedback officials list 列出所有账号")


def _link(connection: Connection, who: Official, now: datetime) -> str:
    token = sessions.new_token()
    ends = int(now.timestamp()) + LINK_HOURS * 3600
    store.invite(connection, who.id, sessions.hashed(token), ends)
    return f"/api/console/invitation/{token}"


def _record(connection: Connection, who: Official, action: str, now: datetime) -> None:
    subject = f"账号 {who.name}"
    after = who.role.label if action == "添加账号" else None
    change = Change(now, COMMAND_LINE, action, subject, who.township, after=after)
    audit.record(connection, change)
