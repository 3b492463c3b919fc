"""Lore entries and their links, the notes of sessions, and proposals."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from loredesk.storage.schema.base import metadata, only_where

lore_entries = Table(
    "lore_entries",
    metadata,
    Column("id", String, primary_key=True),
    Column("world_id", ForeignKey("worlds.id"), nullable=False),
    Column("handle", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_key", Text, nullable=False),
    Column("category", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("always_on", Boolean, nullable=False),
    Column("is_dynamically_generated", Boolean, nullable=False),
    Column("session_id", ForeignKey("sessions.id"), index=True),
    Column("origin_message", ForeignKey("messages.id")),
    Column("foreign_json", JSON),
    Column("revision", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("locked", JSON, nullable=False, server_default="[]"),
    Column("deleted_at", Float),
    Column("promoted_from", String),
    # The ids of who knows it: none for a secret, no value where everyone does.
    Column("visibility", JSON(none_as_null=True)),
    UniqueConstraint("world_id", "handle"),
    Index("ix_lore_entries_listing", "world_id", "title_key"),
    # Nearly all entries came from nowhere: a planner that counts them would pass over a whole index.
    Index("ix_lore_entries_origin_message", "origin_message", **only_where("origin_message")),
    Index("ix_lore_entries_guarded", "world_id", **only_where("visibility")),
)

lore_revisions = Table(
    "lore_revisions",
    metadata,
    Column("entry_id", ForeignKey("lore_entries.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("fields", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("why", Text, nullable=False, server_default=""),
    Column("note_revision", String),
)

links = Table(
    "links",
    metadata,
    Column("id", String, primary_key=True),
    Column("world_id", ForeignKey("worlds.id"), nullable=False),
    Column("from_id", ForeignKey("lore_entries.id"), nullable=False, index=True),
    Column("to_id", ForeignKey("lore_entries.id"), nullable=False, index=True),
    Column("relation", Text, nullable=False),
    Column("session_id", ForeignKey("sessions.id")),
    Column("origin_message", ForeignKey("messages.id")),
    Column("deleted_at", Float),
)

note_revisions = Table(
    "note_revisions",
    metadata,
    Column("id", String, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("entry_id", ForeignKey("lore_entries.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("base", ForeignKey("note_revisions.id")),
    Column("content", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("stood_at", ForeignKey("messages.id")),
    Column("proposal_id", String, index=True),
    Column("merge_of", ForeignKey("note_revisions.id")),
    Column("created_at", Float, nullable=False),
    Column("withdrawn_at", Float),
    Column("withdrawn_with", ForeignKey("note_revisions.id")),
    Column("carried_from", ForeignKey("note_revisions.id")),
    UniqueConstraint("session_id", "seq"),
    # With its order, or a planner would look through all revisions of the session in theirs.
    Index("ix_note_revisions_note", "session_id", "entry_id", "seq"),
    Index("ix_note_revisions_stood_at", "stood_at", **only_where("stood_at")),
)

note_anchors = Table(
    "note_anchors",
    metadata,
    Column("revision_id", ForeignKey("note_revisions.id"), primary_key=True),
    Column("message_id", ForeignKey("messages.id"), primary_key=True, index=True),
)

session_notes = Table(
    "session_notes",
    metadata,
    Column("session_id", ForeignKey("sessions.id"), primary_key=True),
    Column("entry_id", ForeignKey("lore_entries.id"), primary_key=True),
    Column("note_content", Text, nullable=False),
    Column("last_updated_turn", Integer, nullable=False),
    Column("revision", ForeignKey("note_revisions.id"), nullable=False),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", String, primary_key=True),
    Column("seq", Integer, nullable=False, unique=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("entry_id", String),
    Column("base_revision", ForeignKey("note_revisions.id")),
    Column("base", Text, nullable=False),
    Column("proposed", Text, nullable=False),
    Column("entity", JSON),
    Column("state", String, nullable=False),
    Column("task_id", String),
    Column("simulated", Boolean, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("decided_at", Float),
    Column("decided_by", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("edit", ForeignKey("note_revisions.id")),
    Column("base_text", Text, nullable=False, server_default=""),
    Index("ix_proposals_state", "session_id", "state"),
    Index("ix_proposals_entry", "session_id", "entry_id", "state"),
)

proposal_events = Table(
    "proposal_events",
    metadata,
    Column("proposal_id", ForeignKey("proposals.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("message_id", ForeignKey("messages.id"), nullable=False, index=True),
    Column("anchor", ForeignKey("messages.id"), nullable=False, index=True),
    Column("turn", Integer, nullable=False),
    Column("summary", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("quote_found", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("source", String, nullable=False),
)

proposal_hunks = Table(
    "proposal_hunks",
    metadata,
    Column("proposal_id", ForeignKey("proposals.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("removed", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("accepted", Boolean),
)

redirects = Table(
    "redirects",
    metadata,
    Column("id", String, primary_key=True),
    Column("world_id", ForeignKey("worlds.id"), nullable=False, index=True),
    Column("session_id", ForeignKey("sessions.id")),
    Column("from_id", ForeignKey("lore_entries.id"), nullable=False),
    Column("to_id", ForeignKey("lore_entries.id"), nullable=False),
    Column("note_revision", ForeignKey("note_revisions.id")),
    Column("lore_revision", Integer),
    Column("proposal_id", String),
    Column("created_at", Float, nullable=False),
    Column("undone_at", Float),
)

redirect_anchors = Table(
    "redirect_anchors",
    metadata,
    Column("redirect_id", ForeignKey("redirects.id"), primary_key=True),
    Column("message_id", ForeignKey("messages.id"), primary_key=True),
)

redirect_notes = Table(
    "redirect_notes",
    metadata,
    Column("redirect_id", ForeignKey("redirects.id"), primary_key=True),
    Column("revision_id", ForeignKey("note_revisions.id"), primary_key=True),
)

recall_steering = Table(
    "recall_steering",
    metadata,
    Column("session_id", ForeignKey("sessions.id"), primary_key=True),
    Column("entry_id", ForeignKey("lore_entries.id"), primary_key=True),
    Column("steer", String, nullable=False),
)
