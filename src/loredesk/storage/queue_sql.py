"""The statements of the queue, in SQL text: claiming and completing are the hottest of the program.

Every change of a task is one UPDATE guarded by what it expects to find. They are written so that
SQLite and PostgreSQL both take them as they stand.
"""

# ruff: noqa: S608  # put together of nothing but our own words

from sqlalchemy import text

COLUMNS = (
    "id, task_type, lane, task_data, session_id, entity_key, dedupe_key, anchor, priority, status,"
    " attempt, max_attempts, deaths, token, not_before, created_at, started_at, processed_at,"
    " error_message, result, seq, boot_id"
)
"""What `task_of` reads, in its order."""
WAITING = "status IN ('pending', 'parked')"

ADD = text(
    "INSERT INTO maintenance_queue (id, task_type, lane, task_data, session_id, entity_key,"
    " dedupe_key, anchor, priority, status, attempt, max_attempts, deaths, token, boot_id,"
    " not_before, created_at, aged_at, error_message)"
    " VALUES (:id, :task_type, :lane, :task_data, :session_id, :entity_key, :dedupe_key, :anchor,"
    " :priority, 'pending', 0, :max_attempts, 0, '', '', :now, :now, :now, '')"
    f" ON CONFLICT (dedupe_key) WHERE {WAITING} AND dedupe_key <> '' DO NOTHING"
    f" RETURNING {COLUMNS}"
)
GET = text(f"SELECT {COLUMNS} FROM maintenance_queue WHERE id = :id")
TWIN = text(
    f"SELECT {COLUMNS} FROM maintenance_queue"
    f" WHERE dedupe_key = :dedupe_key AND {WAITING} AND dedupe_key <> ''"
)

_CLAIMED = (
    "UPDATE maintenance_queue SET status = 'processing', attempt = attempt + 1, token = :token,"
    " boot_id = :boot_id, started_at = :now, lease_until = :lease, error_message = ''"
)
NOT_PAUSED = (
    "(q.session_id IS NULL OR NOT EXISTS (SELECT 1 FROM queue_pauses p"
    " WHERE p.scope = 'session' AND p.name = q.session_id))"
)
# `status IN ('pending', 'processing')` stands here word for word as in the partial index, or SQLite
# would look through the whole table for every task that waits.
_CLAIM_NEXT = (
    f"{_CLAIMED} WHERE seq = (SELECT q.seq FROM maintenance_queue q"
    "  WHERE q.status = 'pending' AND q.lane = :lane AND q.not_before <= :now"
    "  AND q.deaths >= :least_deaths"
    "  AND (q.entity_key = '' OR NOT EXISTS (SELECT 1 FROM maintenance_queue e"
    "   WHERE e.status IN ('pending', 'processing') AND e.entity_key = q.entity_key"
    "   AND (e.status = 'processing' OR e.seq < q.seq)))"
    "  AND NOT EXISTS (SELECT 1 FROM maintenance_queue a"
    "   WHERE a.status = 'processing' AND (a.deaths >= :alone OR q.deaths >= :alone))"
    f"  AND {NOT_PAUSED}"
    "  AND NOT EXISTS (SELECT 1 FROM queue_pauses"
    "   WHERE scope = 'all' OR (scope = 'lane' AND name = :lane))"
    "  ORDER BY q.priority DESC, q.seq LIMIT 1{locking})"
    f" RETURNING {COLUMNS}"
)
CLAIM = text(_CLAIM_NEXT.format(locking=""))
CLAIM_AMONG_OTHERS = text(_CLAIM_NEXT.format(locking=" FOR UPDATE OF q SKIP LOCKED"))
"""For a server, where others claim at the same moment: what they are taking is skipped."""
CLAIM_SIBLINGS = text(
    f"{_CLAIMED} WHERE seq IN (SELECT q.seq FROM maintenance_queue q WHERE q.status = 'pending'"
    "  AND q.status IN ('pending', 'processing') AND q.entity_key = :entity_key"
    f"  AND {NOT_PAUSED}"
    "  AND NOT EXISTS (SELECT 1 FROM maintenance_queue b"
    "   WHERE b.status IN ('pending', 'processing') AND b.entity_key = :entity_key"
    "   AND b.status = 'pending' AND b.seq <= q.seq"
    "   AND (b.task_type <> :task_type OR b.deaths >= :alone))"
    # Spelled so that no planner takes it for a way to find the rows: many are pending.
    "  ORDER BY q.seq LIMIT :most) AND status || '' = 'pending'"
    f" RETURNING {COLUMNS}"
)

_MINE = " WHERE id = :id AND token = :token AND attempt = :attempt AND status = 'processing'"
FINISH = text(
    "UPDATE maintenance_queue SET status = :status, not_before = :not_before,"
    " processed_at = :processed_at, error_message = :error_message, result = :result,"
    f" attempt = attempt - :give_back, token = '', lease_until = NULL{_MINE}"
)
IS_MINE = text(f"SELECT 1 FROM maintenance_queue{_MINE}")
RENEW = text(
    "UPDATE maintenance_queue SET lease_until = :lease WHERE token = :token AND status = 'processing'"
)

ORPHANS = text(
    f"SELECT {COLUMNS} FROM maintenance_queue WHERE status = 'processing' AND boot_id <> :boot_id"
    " ORDER BY seq"
)
LOST = text(
    f"SELECT {COLUMNS} FROM maintenance_queue"
    " WHERE status = 'processing' AND lease_until < :now"
    " ORDER BY seq"
)
ORPHANS_AMONG_OTHERS = text(
    f"SELECT {COLUMNS} FROM maintenance_queue WHERE status = 'processing' AND boot_id <> :boot_id"
    " AND NOT EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory'"
    "  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    "  AND l.classid = :process AND l.objid::bigint = hashtext(boot_id)::bigint & 4294967295"
    "  AND l.pid <> pg_backend_pid())"
    " ORDER BY seq FOR UPDATE SKIP LOCKED"
)
"""For a server: a process that holds its lock is alive, and what it runs is no orphan."""
LOST_AMONG_OTHERS = text(f"{LOST.text} FOR UPDATE SKIP LOCKED")
RESCUE = text(
    "UPDATE maintenance_queue SET status = :status, processed_at = :processed_at,"
    " error_message = :error_message, result = :result, deaths = :deaths, attempt = attempt - 1,"
    f" token = '', lease_until = NULL{_MINE} RETURNING {COLUMNS}"
)
JOIN_TWIN = text(
    "UPDATE maintenance_queue SET attempt = :attempt, deaths = :deaths, not_before = :not_before,"
    f" priority = :priority WHERE id = :id AND {WAITING}"
)
MOVE = text(
    "UPDATE maintenance_queue SET status = :status, attempt = :attempt, deaths = :deaths,"
    " not_before = :not_before, error_message = :error_message, processed_at = :processed_at,"
    " aged_at = CASE WHEN status IN ('pending', 'parked') THEN aged_at ELSE :now END, result = :result"
    " WHERE id = :id AND status = :expected AND attempt = :known_attempt"
)

GROWN_OLD = text(
    "SELECT seq, aged_at FROM maintenance_queue"
    " WHERE status = 'pending' AND aged_at <= :then LIMIT :most"
)
AGE = text(
    "UPDATE maintenance_queue SET priority = priority + :steps, aged_at = :aged_at"
    " WHERE seq = :seq AND status = 'pending' AND aged_at = :before"
)

PRUNABLE = text(
    "SELECT id FROM maintenance_queue WHERE status = 'completed' AND processed_at < :before"
    " ORDER BY processed_at LIMIT :most"
)
PRUNE = text(
    "DELETE FROM maintenance_queue"
    " WHERE id = :id AND status = 'completed' AND processed_at < :before"
)

PAUSE = text(
    "INSERT INTO queue_pauses (scope, name, since) VALUES (:scope, :name, :now)"
    " ON CONFLICT (scope, name) DO NOTHING"
)
RESUME = text("DELETE FROM queue_pauses WHERE scope = :scope AND name = :name")
PAUSES = text("SELECT scope, name FROM queue_pauses")

_DUE_IN = f"FROM maintenance_queue q WHERE q.status = 'pending' AND q.lane = :lane AND {NOT_PAUSED}"
WAITING_IN = text(f"SELECT 1 {_DUE_IN} LIMIT 1")
RUNNING = text("SELECT 1 FROM maintenance_queue WHERE status = 'processing' LIMIT 1")
OLDEST_DUE = text(f"SELECT min(q.not_before) {_DUE_IN} AND q.not_before <= :now")
POISON_LANES = text(
    "SELECT DISTINCT lane FROM maintenance_queue"
    " WHERE status = 'pending' AND not_before <= :now AND deaths >= :alone"
)

FIND_ANSWER = text(
    "SELECT answer FROM task_answers WHERE task_id = :task_id AND request_hash = :hash"
)
KEEP_ANSWER = text(
    "INSERT INTO task_answers (task_id, request_hash, answer, together, created_at)"
    " VALUES (:task_id, :hash, :answer, :together, :now)"
    " ON CONFLICT (task_id, request_hash) DO UPDATE SET answer = excluded.answer,"
    " together = excluded.together, created_at = excluded.created_at"
)
ASKED_TOGETHER = text(
    "SELECT together FROM task_answers WHERE task_id = :task_id ORDER BY created_at DESC LIMIT 1"
)
FORGET_ANSWERS = text("DELETE FROM task_answers WHERE task_id = :task_id")
HAND_ON_ANSWERS = text(
    "INSERT INTO task_answers (task_id, request_hash, answer, together, created_at)"
    " SELECT :heir, request_hash, answer, together, created_at FROM task_answers WHERE task_id = :task_id"
    " ON CONFLICT (task_id, request_hash) DO NOTHING"
)
