"""The application factory: settings in, a Flask application out."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, jsonify
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from feedback_api import db, errors, published
from feedback_api.cases import handling
from feedback_api.config import Settings
from feedback_api.features import BLUEPRINTS
from feedback_api.officials import access, frame
from feedback_api.ratings import counts
from feedback_api.ratings.answers import Ahead
from feedback_api.ratings.intake import Intake
from feedback_api.ratings.reader import Reader
from feedback_api.services import Services, services

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_BYTES = 32 * 1024
"""The largest request that is read: a rating is some 2 KB."""
_TEMPLATES = Path(__file__).parent / "templates"
_SHARED = Path(__file__).parents[1] / "site_overrides"
"""Words that stand on the site's pages and on the service's."""
_SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def create_app(settings: Settings) -> Flask:
    """The API for the catalog and database that the settings name.

    Raises `published.NotPublishedError` at the start when there is nothing to collect ratings
    for. The database has to be migrated already (`feedback migrate`).
    """
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BYTES
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts)
    app.secret_key = settings.secret_key
    app.wsgi_app = _secured(Ahead(app))  # type: ignore[assignment,method-assign]
    if settings.proxies:
        near = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=near)  # type: ignore[method-assign]
    catalog = published.read(settings.catalog)
    engine = db.engine(settings.database_url)
    followers = (counts.count, handling.opening(settings, catalog))
    intake = Intake(settings, engine, catalog, followers=followers)
    reader = Reader(engine, catalog, settings.min_cell)
    app.extensions["feedback"] = Services(settings, engine, catalog, intake, reader)
    errors.register(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_loader = ChoiceLoader([FileSystemLoader(_TEMPLATES), FileSystemLoader(_SHARED)])
    access.install(app)
    frame.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.add_url_rule("/api/v1/healthz", view_func=healthz)
    return app


def healthz() -> Response:
    """That the service is up, its database answers, and for which county."""
    catalog = services().catalog
    with db.reading(services().engine) as connection:
        connection.exec_driver_sql("SELECT 1")
    counts = published.counts(catalog)
    return jsonify(
        county=catalog.county.name,
        demo=catalog.county.demo,
        townships=counts.townships,
        guides=counts.guides,
    )


def _secured(application: "WSGIApplication") -> "WSGIApplication":
    """Sends the headers with every answer. Flask's way to do so takes 30 µs of each request."""
    always = list(_SECURITY.items())

    def secured(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        def started(
            status: str, headers: list[tuple[str, str]], error: "OptExcInfo | None" = None, /
        ) -> Callable[[bytes], object]:
            return start(status, headers + always, error)

        return application(environ, started)

    return secured
