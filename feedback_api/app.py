"""The application factory: settings in, a Flask application out."""

from pathlib import Path

from flask import Flask, Response, jsonify
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from feedback_api import contract, db, errors, published
from feedback_api.config import Settings
from feedback_api.console import routes as console
from feedback_api.officials import access, frame
from feedback_api.officials import routes as officials
from feedback_api.paper import routes as paper
from feedback_api.ratings import counts, pages, publishing, reading
from feedback_api.ratings import routes as ratings
from feedback_api.ratings.intake import Intake
from feedback_api.ratings.summary import Reader
from feedback_api.seals import routes as seals
from feedback_api.services import Services, services
from feedback_api.slips import routes as slips

HERE = Path(__file__).parent
SHARED = HERE.parent / "site_overrides"
"""Where the questions of a rating are, which the site asks in the same words."""
MAX_BYTES = 32 * 1024
"""The largest request that is read: a rating is some 2 KB."""
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
    if settings.proxies:
        near = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=near)  # type: ignore[method-assign]
    catalog = published.read(settings.catalog)
    engine = db.engine(settings.database_url)
    intake = Intake(settings, engine, catalog, followers=(counts.count,))
    reader = Reader(engine, catalog, settings.min_cell)
    app.extensions["feedback"] = Services(settings, engine, catalog, intake, reader)
    errors.register(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(HERE / "templates"), FileSystemLoader(SHARED)]
    )
    access.install(app)
    frame.install(app)
    for blueprint in (
        contract.blueprint,
        ratings.blueprint,
        reading.blueprint,
        pages.blueprint,
        publishing.blueprint,
        seals.blueprint,
        officials.blueprint,
        console.blueprint,
        paper.blueprint,
        slips.blueprint,
    ):
        app.register_blueprint(blueprint)
    app.after_request(_secured)
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


def _secured(response: Response) -> Response:
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    return response
