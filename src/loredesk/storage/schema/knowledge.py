"""Who knows what: sentences with a visibility of their own, and what was learned in a session."""

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, String, Table, Text, text

from loredesk.storage.schema.base import metadata, only_where

sentence_marks = Table(
    "sentence_marks",
    metadata,
    Column("id", String, primary_key=True),
    Column("entry_id", ForeignKey("lore_entries.id"), nullable=False),
    Column("session_id", ForeignKey("sessions.id")),
    Column("key", String, nullable=False),
    Column("text", Text, nullable=False),
    # As in `lore_entries`: a list of ids, or no value for everyone.
    Column("visibility", JSON(none_as_null=True)),
    Column("created_at", Float, nullable=False),
    # Two rows without a session would not be twins to a constraint.
    Index(
        "ix_sentence_marks_content",
        "entry_id",
        "key",
        unique=True,
        sqlite_where=text("session_id IS NULL"),
        postgresql_where=text("session_id IS NULL"),
    ),
    Index(
        "ix_sentence_marks_note",
        "entry_id",
        "session_id",
        "key",
        unique=True,
        **only_where("session_id"),
    ),
)

learned = Table(
    "learned",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("entry_id", ForeignKey("lore_entries.id"), nullable=False),
    Column("who", ForeignKey("lore_entries.id"), nullable=False),
    Column("message_id", ForeignKey("messages.id")),
    Column("key", String),
    Column("text", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("withdrawn_at", Float),
    Index("ix_learned_entry", "session_id", "entry_id"),
)
