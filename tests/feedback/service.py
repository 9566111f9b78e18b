"""The real service: `feedback serve` in a process of its own, which can be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.feedback.conftest import SECRET
from tests.serving import DEADLINE_SECONDS, answer, free_port, until


class Service:
    """`feedback serve` for a database and a catalog; always on the same port."""

    def __init__(
        self,
        url: str,
        published: Path,
        folder: Path,
        options: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.port = free_port()
        self.log = folder / "service.log"
        self.command = [sys.executable, "-m", "feedback_api", "serve", "--port", str(self.port)]
        self.command += options
        self._environment = {
            **os.environ,
            "DATABASE_URL": url,
            "CATALOG": str(published),
            "SECRET_KEY": SECRET,
            "LIMIT_NETWORK": "1000000",
            "LIMIT_COUNTY": "1000000",
            **(environment or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command, env=self._environment, stdout=log, stderr=log
            )
        assert answer(f"{self.url}/api/v1/healthz", "townships"), self.log.read_text()

    def workers(self) -> list[int]:
        """The worker processes there are now."""
        assert self._process
        main = self._process.pid
        text = Path(f"/proc/{main}/task/{main}/children").read_text()
        return [int(pid) for pid in text.split()]

    def kill(self) -> None:
        """Ends all of it at once, as when the power fails."""
        assert self._process
        for pid in (self._process.pid, *self.workers()):
            os.kill(pid, signal.SIGKILL)
        self._process.wait(DEADLINE_SECONDS)

    def reload(self) -> None:
        """Has it read the catalog again, as `systemctl reload` does."""
        assert self._process
        before = set(self.workers())
        self._process.send_signal(signal.SIGHUP)
        assert until(lambda: before.isdisjoint(self.workers()) and self.workers())

    def stop(self) -> None:
        """Ends it as an administrator does."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(DEADLINE_SECONDS)


@contextmanager
def running(
    url: str,
    published: Path,
    folder: Path,
    options: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Service]:
    """The service, started, and stopped after the body."""
    with started(Service(url, published, folder, options, environment)) as service:
        yield service


@contextmanager
def started(service: Service) -> Iterator[Service]:
    """The same for a service that is there but wasn't started."""
    try:
        service.start()
        yield service
    finally:
        service.stop()
