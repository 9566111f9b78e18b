"""Alembic's entry: runs the migrations against the address that `db.alembic_config` was given."""

from alembic import context

from feedback_api import db, throttle  # noqa: F401  (so that its table is known)
from feedback_api.cases import tables as cases  # noqa: F401  (as above)
from feedback_api.console import tables as console  # noqa: F401
from feedback_api.officials import tables as officials  # noqa: F401
from feedback_api.ratings import tables as ratings  # noqa: F401
from feedback_api.requests import tables as requests  # noqa: F401
from feedback_api.tables import metadata

engine = db.engine(context.config.attributes["url"])
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
