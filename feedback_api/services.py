"""What every view needs, held by the application: settings, database, the published catalog."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from flask import current_app
from sqlalchemy import Engine

from feedback_api.config import Settings
from feedback_api.published import Published
from feedback_api.ratings.intake import Intake
from feedback_api.ratings.reader import Reader

CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Services:
    """Settings, database, the published catalog, who takes and who reads ratings, the clock."""

    settings: Settings
    engine: Engine
    catalog: Published
    intake: Intake
    reader: Reader

    def now(self) -> datetime:
        """China's one time. Tests replace this."""
        return datetime.now(CHINA)


def services() -> Services:
    """The current application's services."""
    found = current_app.extensions["feedback"]
    assert isinstance(found, Services)  # noqa: S101  (create_app put it there)
    return found
