"""What all tables share. Each feature describes its own tables in its folder's `tables.py`."""

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Constraints have names of their own, so that a migration can name them on both databases."""

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
"""Numbers in the order of arrival. SQLite counts up only a primary key that is an INTEGER."""
