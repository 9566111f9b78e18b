"""Alembic's entry: runs the migrations against the address that `db.alembic_config` was given."""

from alembic import context

import feedback_api.cases.tables
import feedback_api.console.tables
import feedback_api.officials.tables
import feedback_api.ratings.tables
import feedback_api.requests.tables
import feedback_api.rounds.tables
import feedback_api.seals.tables
import feedback_api.throttle  # noqa: F401  (so that its tables are known)
from feedback_api import db
from feedback_api.tables import metadata

engine = db.engine(context.config.attributes["url"])
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
