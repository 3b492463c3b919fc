"""Documents in force, their vectors, what Chroma holds, and the full-text table."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from loredesk.storage.schema.base import metadata

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("world_id", ForeignKey("worlds.id"), nullable=False),
    Column("session_id", ForeignKey("sessions.id")),
    Column("entry_id", ForeignKey("lore_entries.id"), nullable=False),
    Column("passage", Integer, nullable=False),
    Column("revision", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_hash", String, nullable=False, index=True),
    Index("ix_documents_entry", "entry_id", "session_id"),
    Index("ix_documents_session", "session_id", "entry_id"),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("text_hash", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("dimension", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

receipts = Table(
    "receipts",
    metadata,
    Column("model", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("text_hash", String, nullable=False),
)

FTS_TABLE = "lore_fts"
"""A virtual table (FTS5), made by the migration; its rowid is the id of the document."""
TSVECTOR_TABLE = "lore_words"
"""What the virtual table is on a PostgreSQL server, made by the migration there."""
WORDS_CONFIGURATION = "loredesk_words"
"""The server's name for how words are brought to their stems."""
