"""SQLite (SQLAlchemy, Alembic) and the vector index. Rows and vectors never leave this room.

Implements the ports of the store and the vector index. May import ports and domain.
"""
