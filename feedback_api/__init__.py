"""The feedback API: collects ratings of the guides that `generator` publishes (好差评)."""

from feedback_api.app import create_app

__all__ = ["create_app"]
