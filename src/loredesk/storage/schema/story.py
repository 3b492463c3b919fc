"""Worlds, sessions, their messages, and what each reply was told."""

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from loredesk.storage.schema.base import metadata

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
    Column("turns", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False, index=True),
    Column("deleted_at", Float),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("parent_id", ForeignKey("messages.id")),
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
    UniqueConstraint("session_id", "seq"),
)

manifests = Table(
    "manifests",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("message_id", ForeignKey("messages.id"), index=True),
    Column("tokens", Integer, nullable=False),
    Column("budget", Integer, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("entries", JSON, nullable=False),
    Column("left_out", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    Column("hash", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
