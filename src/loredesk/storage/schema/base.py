"""The collection all tables belong to, with the names of their constraints."""

from typing import Any

from sqlalchemy import MetaData, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def only_where(column: str) -> dict[str, Any]:
    """Return the options of an index on *column* that leaves out the rows without a value."""
    is_there = text(f"{column} IS NOT NULL")
    return {"sqlite_where": is_there, "postgresql_where": is_there}
