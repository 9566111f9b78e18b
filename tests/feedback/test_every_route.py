"""Every address of the service, opened by everybody who may not: it declares who may."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import Connection
from werkzeug.routing import Rule

from feedback_api import db
from feedback_api.officials.access import PATH, allowed
from feedback_api.officials.roles import Role
from feedback_api.services import services
from tests.feedback.desk import Desk, SignIn
from tests.feedback.samples import OTHER, OWN, SAMPLES, UNBOUND

RESIDENTS = "/api/v1/"


class Opened(NamedTuple):
    """A rule with its method, an address for it, and who may open it."""

    rule: Rule
    method: str
    address: str
    roles: frozenset[Role] | None

    @property
    def told(self) -> str:
        return f"{self.method} {self.rule.rule}"

    @property
    def is_console(self) -> bool:
        return self.rule.rule.startswith(PATH)

    @property
    def is_of_a_township(self) -> bool:
        names = {f"{self.rule.endpoint}.{name}" for name in self.rule.arguments}
        return bool(names - UNBOUND.keys())


def walk(app: Flask) -> Iterator[Opened]:
    """Every address of the application, with every method it takes."""
    with app.app_context(), db.writing(services().engine) as connection:
        made = [
            (rule, {name: _sample(connection, rule, name) for name in rule.arguments})
            for rule in app.url_map.iter_rules()
        ]
    urls = app.url_map.bind("localhost")
    for rule, values in made:
        roles = allowed(app.view_functions[rule.endpoint])
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Opened(rule, method, urls.build(rule.endpoint, values, method), roles)


def _sample(connection: Connection, rule: Rule, name: str) -> object:
    whole = f"{rule.endpoint}.{name}"
    if whole in UNBOUND:
        return UNBOUND[whole]
    make = SAMPLES.get(whole) or SAMPLES.get(name)
    assert make, f"tests/feedback/samples.py doesn't know what <{name}> of {rule.rule} is"
    return make(connection)


def ask(desk: Desk, opened: Opened, query: dict[str, str] | None = None) -> int:
    if opened.method == "GET":
        return desk.get(opened.address, query_string=query).status_code
    return desk.post(opened.address, query_string=query, method=opened.method).status_code


def test_every_address_declares_who_may_open_it(app: Flask) -> None:
    undeclared = [
        one.told
        for one in walk(app)
        if one.roles is None and not one.rule.rule.startswith(RESIDENTS)
    ]
    assert undeclared == []


def test_an_undeclared_address_of_the_console_is_not_opened(app: Flask, sign_in: SignIn) -> None:
    app.add_url_rule(f"{PATH}/undeclared", view_func=lambda: "secret")
    assert sign_in(Role.COUNTY).get(f"{PATH}/undeclared").status_code == 404


def test_without_signing_in_nothing_of_the_console_opens(app: Flask) -> None:
    client = app.test_client()
    wrong = []
    for one in walk(app):
        answer = client.open(one.address, method=one.method)
        if one.roles:
            expected = 303 if one.method == "GET" else 401
            to_sign_in = one.method != "GET" or f"{PATH}/sign-in" in answer.location
            if answer.status_code != expected or not to_sign_in:
                wrong.append((one.told, answer.status_code))
        elif answer.status_code >= 500:
            wrong.append((one.told, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_with_a_role_it_is_not_for_an_address_stays_closed(
    app: Flask, sign_in: SignIn, role: Role
) -> None:
    desk = sign_in(role, OWN if role.has_township else None)
    closed = [one for one in walk(app) if one.roles and role not in one.roles]
    assert [one.told for one in closed if ask(desk, one) != 403] == []


@pytest.mark.parametrize("role", [role for role in Role if role.has_township])
def test_what_belongs_to_another_township_is_not_there(
    app: Flask, sign_in: SignIn, role: Role
) -> None:
    desk = sign_in(role, OTHER)
    mine = [one for one in walk(app) if one.roles and role in one.roles]
    theirs = [one for one in mine if one.is_of_a_township]
    assert [one.told for one in theirs if ask(desk, one) != 404] == []
    open_to_filters = [
        one.told
        for one in mine
        if one.method == "GET" and not one.is_of_a_township and not _keeps(desk, one)
    ]
    assert open_to_filters == []


def _keeps(desk: Desk, one: Opened) -> bool:
    """Whether asking a page for another township's figures gets none of them."""
    answer = desk.get(one.address, query_string={"township": OWN})
    return answer.status_code == 404 or "金竹".encode() not in answer.get_data()


def test_residents_get_no_cookie(app: Flask) -> None:
    client = app.test_client()
    public = [one for one in walk(app) if not one.is_console]
    answers = {one.told: client.open(one.address, method=one.method).headers for one in public}
    assert [told for told, headers in answers.items() if "Set-Cookie" in headers] == []
