"""A Flask view that does nothing, under the service's own gunicorn settings: what is attainable.

`python -m tests.bench.noop PORT WORKERS THREADS`
"""

import sys
from typing import Any

from flask import Flask, Response, jsonify

from feedback_api.config import Settings
from feedback_api.operations.server import Server

app = Flask(__name__)


@app.route("/", methods=["GET", "POST"])
def nothing() -> Response:
    """As long an answer as a rating gets."""
    return jsonify(id="0" * 36, receipt="0" * 16, verified=False)


class NoopServer(Server):
    """The same server with the other application."""

    def load(self) -> Any:  # noqa: ANN401  (as in Server)
        """The view that does nothing."""
        return app


if __name__ == "__main__":
    port, workers, threads = (int(one) for one in sys.argv[1:])
    settings = Settings.of({"secret_key": "nothing is signed with this key 0123456789"})
    options = {"bind": f"127.0.0.1:{port}", "workers": workers, "threads": threads}
    NoopServer(settings, {**options, "timeout": 30}).run()
