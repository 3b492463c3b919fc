"""What holds once everything has run out: nothing is left, and everything has come to something."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.crash.library_copy import LibraryCopy
from tests.crash.program import run
from tests.crash.progress import line_of
from tests.crash.summaries import chapters_are_whole

_ZERO = ("missing", "stale", "ghosts", "unfindable")


def finally_(library: LibraryCopy, script: Sequence[str]) -> list[str]:
    """Return every violation of a rule that holds when the work has run out."""
    rules = (
        _sessions_are_through(library, script),
        _work_is_done(library),
        _told(library),
        chapters_are_whole(library),
    )
    return [violation for rule in rules for violation in rule]


def index_violations(home: Path, engine: str) -> list[str]:
    """Ask the program itself whether the index of *engine* holds everything."""
    command = [sys.executable, "-m", "loredesk", "index", "check", "--engine", engine]
    ended = subprocess.run(
        [*command, "--home", str(home), "--json"], capture_output=True, text=True, check=False
    )
    if ended.returncode != 0:
        return [f"index check on {engine} ended with {ended.returncode}: {ended.stderr}"]
    report: dict[str, Any] = json.loads(ended.stdout)
    wrong = {name: report[name] for name in _ZERO if report[name] != 0}
    if report["indexed"] != report["documents"]:
        wrong["indexed"] = report["indexed"]
    return [f"index check on {engine}: {wrong} of {report['documents']}"] if wrong else []


def drained(home: Path, argv: Sequence[str], engine: str) -> list[str]:
    """Let *argv* run to its end; return what is wrong with how it ended."""
    ended = run(home, argv, engine=engine)
    if ended.killed or ended.code != 0:
        return [f"{argv} ended with {ended.code}: {ended.errors[-500:]}"]
    last = ended.events[-1] if ended.events else {}
    if last.get("event") != "drained" or last.get("failed"):
        return [f"{argv} ended with {last}"]
    return []


def _sessions_are_through(library: LibraryCopy, script: Sequence[str]) -> Iterator[str]:
    for session in library.rows("SELECT id, head, turns FROM sessions"):
        line = line_of(library, session["head"])
        if session["turns"] != len(script) or line[-1]["role"] != "narrator":
            yield f"session {session['id']} stands at turn {session['turns']} of {len(script)}"
        for message in line:
            if not message["text"]:
                yield f"message {message['id']} says nothing"
    for name in library.values("SELECT id FROM messages WHERE state = 'arriving'"):
        yield f"message {name} is still arriving"
    replies = library.values(
        "SELECT id FROM messages WHERE role = 'narrator' AND parent_id IS NOT NULL AND text <> ''"
    )
    read = library.values("SELECT anchor FROM maintenance_queue WHERE task_type = 'ANALYZE_TURN'")
    if sorted(replies) != sorted(read):
        yield f"{len(replies)} replies, {len(read)} readings"


def _work_is_done(library: LibraryCopy) -> Iterator[str]:
    query = "SELECT * FROM maintenance_queue WHERE status <> 'completed'"
    for task in library.rows(query):
        yield f"{task['task_type']} {task['id']} is {task['status']}: {task['error_message']}"
    for title in library.values("SELECT title FROM proposals WHERE state <> 'accepted'"):
        yield f"the proposal for {title} is not accepted"
    model = "SELECT model FROM embeddings ORDER BY rowid DESC LIMIT 1"
    for key in library.values(
        f"SELECT key FROM documents WHERE text_hash NOT IN"  # our own words
        f" (SELECT text_hash FROM embeddings WHERE model = ({model}))"
    ):
        yield f"document {key} has no vector"


def _told(library: LibraryCopy) -> Iterator[str]:
    """Every event a task carried stands in exactly one note, except where it changed nothing."""
    events = (
        "SELECT json_extract(task_data, '$.entry_id') AS entry_id, anchor, result,"
        " json_extract(task_data, '$.event.summary') AS summary FROM maintenance_queue"
        " WHERE task_type = 'UPDATE_NOTE'"
    )
    results = {
        row["id"]: json.loads(row["result"] or "{}")
        for row in library.rows("SELECT id, result FROM maintenance_queue")
    }
    for row in library.rows(events):
        result = json.loads(row["result"] or "{}")
        if "merged_into" in result:
            result = results[result["merged_into"]]
        told = library.values(
            "SELECT count(*) FROM proposal_events e JOIN proposals p ON p.id = e.proposal_id"
            " WHERE p.entry_id = ? AND p.kind = 'update note' AND e.anchor = ? AND e.summary = ?",
            row["entry_id"],
            row["anchor"],
            row["summary"],
        )[0]
        if told != (0 if result.get("unchanged") else 1):
            yield f"{row['summary']!r} ({row['anchor']}) is told {told} times, result {result}"
