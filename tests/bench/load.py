"""Clients that ask without a pause, on kept connections; small, since the cores are shared."""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

CLIENTS = 16
_HEAD = b"\r\n\r\n"
_LENGTH = b"content-length:"


class Load(NamedTuple):
    """Answers a second, milliseconds (middle, slowest hundredth), and answers by status."""

    rate: float
    middle: float
    slowest: float
    statuses: dict[int, int]


class _Client:
    def __init__(self, port: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", port))
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.held = b""
        self.sent = 0.0

    def send(self, request: bytes) -> None:
        self.held, self.sent = b"", time.perf_counter()
        self.line.sendall(request)

    def status(self) -> int | None:
        """The status once the answer is whole, else None."""
        got = self.line.recv(65536)
        if not got:
            raise ConnectionError("the server closed a kept connection")
        self.held += got
        head, end, body = self.held.partition(_HEAD)
        if not end or len(body) < _length(head):
            return None
        return int(head[9:12])


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(_LENGTH)
    return int(lower[at + len(_LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0


def load(port: int, requests: Iterator[bytes], seconds: float, clients: int = CLIENTS) -> Load:
    """Sends requests for so long, `clients` of them at a time."""
    selector = selectors.DefaultSelector()
    for _ in range(clients):
        client = _Client(port)
        selector.register(client.line, selectors.EVENT_READ, client)
        client.send(next(requests))
    times: list[float] = []
    statuses: Counter[int] = Counter()
    began = time.perf_counter()
    end = began + seconds
    while (now := time.perf_counter()) < end:
        for key, _ in selector.select(1):
            status = key.data.status()
            if status is not None:
                times.append(time.perf_counter() - key.data.sent)
                statuses[status] += 1
                key.data.send(next(requests))
    for key in list(selector.get_map().values()):
        key.data.line.close()
    if not times:
        raise TimeoutError(f"no answer within {seconds} s")
    times.sort()
    return Load(
        len(times) / (now - began),
        1000 * times[len(times) // 2],
        1000 * times[len(times) * 99 // 100],
        dict(statuses),
    )


def post(path: str, body: bytes) -> bytes:
    """A request that sends JSON."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def get(path: str) -> bytes:
    """A request that reads."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n".encode()
