"""Phones that rate at the same time, and try again until they know that it arrived."""

import json
import random
import threading
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Any, NamedTuple, Self
from uuid import UUID

from tests.serving import until

TIMEOUT_SECONDS = 20


class Answer(NamedTuple):
    """The status, and what was said."""

    status: int
    body: dict[str, Any]
    retry_after: str | None = None


def rating(identifier: str, **more: object) -> dict[str, Any]:
    """A rating as the page sends it."""
    return {
        "id": identifier,
        "township": "jinzhu",
        "service": "sa-minimum-living",
        "grade": 5,
        "trips": 1,
        "channel": "web",
        **more,
    }


def post(
    connection: HTTPConnection, body: dict[str, Any], more: Mapping[str, str] | None = None
) -> Answer:
    """Sends a rating. Raises OSError or HTTPException when the line breaks."""
    headers = {"Content-Type": "application/json", **(more or {})}
    connection.request("POST", "/api/v1/ratings", json.dumps(body), headers)
    response = connection.getresponse()
    said = response.read()
    told = response.headers.get_content_type() == "application/json"
    return Answer(
        response.status, json.loads(said) if told else {}, response.headers["Retry-After"]
    )


def send(
    port: int,
    body: dict[str, Any],
    more: Mapping[str, str] | None = None,
    patience: float = TIMEOUT_SECONDS,
) -> Answer:
    """Sends one rating over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        return post(connection, body, more)
    finally:
        connection.close()


class Phones:
    """`number` phones that rate without a pause while the body runs.

    Each tries a rating again, with the same id, until it is acknowledged: `receipts` by id.
    One that never is, for all a phone's patience (in seconds), is strange.
    """

    def __init__(self, port: int, number: int, patience: float = TIMEOUT_SECONDS) -> None:
        self.receipts: dict[str, str] = {}
        self.strange: list[Answer] = []
        self.tries = 0
        self._port, self._patience, self._ending = port, patience, threading.Event()
        self._threads = [
            threading.Thread(target=self._rate, args=(random.Random(1000 + one),))  # noqa: S311
            for one in range(number)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def reach(self, number: int) -> bool:
        """Waits until so many are acknowledged; False when they aren't by the deadline."""
        return until(lambda: len(self.receipts) >= number)

    def _rate(self, chance: random.Random) -> None:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=self._patience)
        while not self._ending.is_set():
            mine = rating(str(UUID(int=chance.getrandbits(128), version=4)))
            mine |= {"grade": chance.randint(1, 5), "text": "等了很久"}
            self._until_taken(connection, mine)
        connection.close()

    def _until_taken(self, connection: HTTPConnection, mine: dict[str, Any]) -> None:
        end = time.monotonic() + self._patience
        while time.monotonic() < end:
            self.tries += 1
            try:
                answer = post(connection, mine)
            except (OSError, HTTPException, ValueError):
                connection.close()
                time.sleep(0.02)
                continue
            if answer.status in {200, 201}:
                self.receipts[mine["id"]] = answer.body["receipt"]
                return
            if answer.status != 503:
                self.strange.append(answer)
                return
        self.strange.append(Answer(0, {"never taken": mine["id"]}))
