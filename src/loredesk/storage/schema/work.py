"""The queue of durable work, its journal of answers, the books, and what was put aside."""

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
    text,
)

from loredesk.storage.schema.base import metadata

maintenance_queue = Table(
    "maintenance_queue",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("task_type", String, nullable=False),
    Column("lane", String, nullable=False),
    Column("task_data", JSON, nullable=False),
    Column("session_id", ForeignKey("sessions.id")),
    Column("entity_key", String, nullable=False),
    Column("dedupe_key", String, nullable=False),
    Column("anchor", ForeignKey("messages.id")),
    Column("priority", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("max_attempts", Integer, nullable=False),
    Column("deaths", Integer, nullable=False),
    Column("token", String, nullable=False),
    Column("boot_id", String, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("started_at", Float),
    Column("lease_until", Float),
    Column("processed_at", Float),
    Column("error_message", Text, nullable=False),
    Column("result", JSON),
    Column("aged_at", Float, nullable=False, server_default="0"),
    # In the file its priority is DESC, so that a claim reads no more than the first row.
    Index(
        "ix_maintenance_queue_due",
        "lane",
        "priority",
        "seq",
        sqlite_where=text("status = 'pending'"),
        postgresql_where=text("status = 'pending'"),
    ),
    Index(
        "ix_maintenance_queue_unfinished",
        "entity_key",
        "seq",
        sqlite_where=text("status IN ('pending', 'processing')"),
        postgresql_where=text("status IN ('pending', 'processing')"),
    ),
    # Of twins only one waits, whoever queues them.
    Index(
        "ix_maintenance_queue_waiting",
        "dedupe_key",
        unique=True,
        sqlite_where=text("status IN ('pending', 'parked') AND dedupe_key <> ''"),
        postgresql_where=text("status IN ('pending', 'parked') AND dedupe_key <> ''"),
    ),
    Index(
        "ix_maintenance_queue_anchor",
        "anchor",
        sqlite_where=text("status IN ('pending', 'parked')"),
        postgresql_where=text("status IN ('pending', 'parked')"),
    ),
    Index("ix_maintenance_queue_status", "status", "processed_at"),
    Index("ix_maintenance_queue_session", "session_id", "status"),
    sqlite_autoincrement=True,
)

queue_pauses = Table(
    "queue_pauses",
    metadata,
    Column("scope", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("since", Float, nullable=False),
)

task_answers = Table(
    "task_answers",
    metadata,
    Column("task_id", ForeignKey("maintenance_queue.id"), primary_key=True),
    Column("request_hash", String, primary_key=True),
    Column("answer", JSON, nullable=False),
    Column("together", Integer, nullable=False, server_default="1"),
    Column("created_at", Float, nullable=False),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("session_id", String),
    Column("details", Text, nullable=False),
    Column("entry_id", String),
    Column("why", Text, nullable=False, server_default=""),
    Column("before", Text),
    Column("after", Text),
    Column("hash", String, nullable=False, server_default=""),
    Index("ix_audit_log_subject", "subject", "seq"),
    Index("ix_audit_log_entry", "entry_id", "seq"),
    Index("ix_audit_log_session", "session_id", "seq"),
    sqlite_autoincrement=True,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("kind", String, nullable=False),
    Column("table_name", String, nullable=False),
    Column("row", Text, nullable=False),
    Column("why", Text, nullable=False),
    sqlite_autoincrement=True,
)

model_calls = Table(
    "model_calls",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("started_at", Float, nullable=False),
    Column("service", String, nullable=False),
    Column("task", String, nullable=False),
    Column("provider", String, nullable=False),
    Column("model", Text, nullable=False),
    Column("prompt_tokens", Integer, nullable=False),
    Column("completion_tokens", Integer, nullable=False),
    Column("estimated", Boolean, nullable=False),
    Column("ms", Float, nullable=False),
    Column("first_token_ms", Float),
    Column("outcome", String, nullable=False),
    Column("error", Text, nullable=False),
    sqlite_autoincrement=True,
)
