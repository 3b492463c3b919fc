"""Worlds, sessions, their messages, and what each reply was told."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from loredesk.storage.schema.base import metadata, only_where

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

worlds = Table(
    "worlds",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("opening", Text, nullable=False),
    Column("narrator", Text, nullable=False),
    Column("panel_fields", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("deleted_at", Float),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("world_id", ForeignKey("worlds.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("head", String),
    Column("trust", String, nullable=False),
    Column("simulate_every", Integer, nullable=False),
    Column("chapter_turns", Integer, nullable=False, server_default="10"),
    Column("turns", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False, index=True),
    Column("deleted_at", Float),
    Column("shows_unreviewed", Boolean, nullable=False, server_default=false()),
    # As the head, no foreign key: entries refer to sessions.
    Column("voice", String),
    Column("narrator_tells", String, nullable=False, server_default="all"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("parent_id", ForeignKey("messages.id"), index=True),
    Column("seq", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("panel", JSON),
    Column("state", String, nullable=False),
    Column("manifest_id", String),
    Column("usage", JSON, nullable=False),
    Column("model", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("on_line", Boolean, nullable=False),
    Column("deleted_at", Float),
    # The message whose deletion took this one along: restoring that brings back exactly these.
    Column("deleted_with", String),
    UniqueConstraint("session_id", "seq"),
    Index(
        "ix_messages_line",
        "session_id",
        "depth",
        sqlite_where=text("on_line = 1"),
        postgresql_where=text("on_line"),
    ),
    Index(
        "ix_messages_deleted",
        "session_id",
        "deleted_with",
        **only_where("deleted_at"),
    ),
)

branches = Table(
    "branches",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("tip", ForeignKey("messages.id"), nullable=False, index=True),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("session_id", "name"),
)

summaries = Table(
    "summaries",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("level", String, nullable=False),
    Column("chapter", Integer, nullable=False),
    Column("first_message", ForeignKey("messages.id"), nullable=False, index=True),
    Column("last_message", ForeignKey("messages.id"), nullable=False, index=True),
    Column("first_turn", Integer, nullable=False),
    Column("last_turn", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("session_id", "seq"),
)

learned_weights = Table(
    "learned_weights",
    metadata,
    Column("world_id", ForeignKey("worlds.id"), primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    # What the clues count, by stage: `first` and `second`.
    Column("weights", JSON, nullable=False),
    Column("basis", String, nullable=False),
    Column("lesson", JSON, nullable=False),
    Column("learned_at", Float, nullable=False),
)

manifests = Table(
    "manifests",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("message_id", ForeignKey("messages.id"), index=True),
    Column("tokens", Integer, nullable=False),
    Column("budget", Integer, nullable=False),
    # Compressed JSON: what was sent, its texts by their numbers below, and what was thought of it.
    Column("sent", LargeBinary, nullable=False),
    Column("told", LargeBinary, nullable=False),
    Column("created_at", Float, nullable=False),
)

told_texts = Table(
    "told_texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("data", LargeBinary, nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    Column("hash", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
