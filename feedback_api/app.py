"""The application factory: settings in, a Flask application out."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response, jsonify

from feedback_api import published

CATALOG = "CATALOG"
"""Setting: the path of the published `catalog.json`."""


def create_app(config: Mapping[str, object]) -> Flask:
    """The API for the catalog named by the setting `CATALOG`.

    Raises `published.NotPublishedError` at the start when there is nothing to collect ratings
    for, and KeyError without the setting.
    """
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(config)
    catalog = published.read(Path(str(app.config[CATALOG])))

    @app.get("/api/v1/healthz")
    def healthz() -> Response:
        """That the service is up, and for which county."""
        counts = published.counts(catalog)
        return jsonify(
            county=catalog.county.name,
            demo=catalog.county.demo,
            townships=counts.townships,
            guides=counts.guides,
        )

    return app
