"""An official at a desk: a signed-in client that sends the form's token along."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedback_api import db
from feedback_api.officials import sessions, store
from feedback_api.officials.access import TOKEN
from feedback_api.officials.roles import Role
from feedback_api.services import services

_numbers = count(1)


class Desk(NamedTuple):
    """A signed-in official."""

    client: FlaskClient
    name: str

    def get(self, address: str, **more: Any) -> TestResponse:  # noqa: ANN401  (as the client's)
        return self.client.get(address, **more)

    def post(self, address: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:  # noqa: ANN401
        """Posts a form as the page would: with its token."""
        return self.client.post(address, data={**(data or {}), "csrf_token": self.token()}, **more)

    def token(self) -> str:
        page = self.client.get("/api/console/account").get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, page
        return found[1]


SignIn = Callable[..., Desk]


def sign_in(app: Flask, role: Role, township: str | None = None) -> Desk:
    """A new official with this role, signed in without typing a password."""
    client, name = app.test_client(), f"{role.value}-{next(_numbers)}"
    with app.app_context():
        here = services()
        now = int(here.now().timestamp())
        with db.writing(here.engine) as connection:
            who = store.add(connection, name, role, township)
            token = sessions.begin(connection, who.id, now, 3600)
    with client.session_transaction("/api/console/") as kept:
        kept[TOKEN] = token
    return Desk(client, name)
