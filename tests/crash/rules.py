"""What holds in every committed state, also in the middle of a crash."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from loredesk.domain.documents import document_key, passages, text_hash
from loredesk.domain.ids import LoreId, MessageId, RevisionId, SessionId
from loredesk.domain.lore import name_key
from loredesk.domain.notes import NoteRevision, chain, current, in_force
from tests.crash.library_copy import LibraryCopy, Row
from tests.crash.progress import line_of
from tests.crash.summaries import summaries_are_told

T = TypeVar("T")
Rule = Callable[[LibraryCopy, Sequence[str]], Iterator[str]]


def always(library: LibraryCopy, script: Sequence[str]) -> list[str]:
    """Return every violation of a rule that holds in every committed state."""
    rules: tuple[Rule, ...] = (
        _file,
        _turns,
        _tasks,
        _proposals,
        _newcomers,
        _notes,
        _documents,
        summaries_are_told,
    )
    return [violation for rule in rules for violation in rule(library, script)]


def _file(library: LibraryCopy, _script: Sequence[str]) -> Iterator[str]:
    if (found := library.values("PRAGMA integrity_check")) != ["ok"]:
        yield f"integrity check: {found[:3]}"
    for row in library.rows("PRAGMA foreign_key_check"):
        yield f"foreign key: {tuple(row)}"
    try:
        library.rows("INSERT INTO lore_fts(lore_fts) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        yield f"full-text index: {error}"


def _turns(library: LibraryCopy, script: Sequence[str]) -> Iterator[str]:
    """The line of every session is the script as far as it has been played, each turn once."""
    for session in library.rows("SELECT id, head, turns FROM sessions"):
        line = line_of(library, session["head"])
        told = [message["text"] for message in line if message["role"] == "author"]
        if told != list(script[: len(told)]):
            yield f"session {session['id']} tells other turns than the script: {told}"
        if session["turns"] != len(told):
            yield f"session {session['id']} counts {session['turns']} turns, there are {len(told)}"
        authors = library.values(
            "SELECT count(*) FROM messages WHERE session_id = ? AND role = 'author'", session["id"]
        )
        if authors != [len(told)]:
            yield f"session {session['id']} has {authors} turns in its tree, {len(told)} on its line"
        numbers = library.values(
            "SELECT seq FROM messages WHERE session_id = ? ORDER BY seq", session["id"]
        )
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"session {session['id']} numbers its messages {numbers}"
    bare = "SELECT id FROM messages WHERE role = 'narrator' AND parent_id IS NOT NULL AND id NOT IN"
    for name in library.values(f"{bare} (SELECT message_id FROM manifests)"):
        yield f"reply {name} has no context"


def _tasks(library: LibraryCopy, _script: Sequence[str]) -> Iterator[str]:
    """Work that follows from one thing is queued once, and ends with what it says it did."""
    keys = library.values(
        "SELECT dedupe_key FROM maintenance_queue WHERE task_type <> 'EMBED_DOCUMENT'"
    )
    yield from (f"queued twice: {key}" for key in _doubled(keys))
    running = library.values(
        "SELECT entity_key || token FROM maintenance_queue WHERE status = 'processing'"
        " GROUP BY entity_key HAVING count(DISTINCT token) > 1"
    )
    yield from (f"at work twice: {key}" for key in running)
    for row in library.rows("SELECT * FROM maintenance_queue WHERE task_type = 'ANALYZE_TURN'"):
        if row["status"] == "completed":
            yield from _reading_bore(library, row)
        elif (borne := _borne(library, row["anchor"], "turn")) != 0:
            yield f"the reading of {row['anchor']} is {row['status']} and has borne {borne} tasks"
    for row in library.rows("SELECT * FROM maintenance_queue WHERE task_type = 'SIMULATE_WORLD'"):
        borne = _borne(library, row["anchor"], "simulated")
        expected = json.loads(row["result"])["updates"] if row["status"] == "completed" else 0
        if borne != expected:
            yield f"the simulation at {row['anchor']} bore {borne} tasks and says {expected}"


def _reading_bore(library: LibraryCopy, row: Row) -> Iterator[str]:
    queued = json.loads(row["result"])["queued"]
    known_after_all = library.values(
        "SELECT count(*) FROM maintenance_queue WHERE task_type = 'CREATE_ENTITY' AND anchor = ?"
        " AND json_extract(result, '$.same_as') IS NOT NULL",
        row["anchor"],
    )[0]
    borne = _borne(library, row["anchor"], "turn")
    if not queued <= borne <= queued + known_after_all:
        yield f"the reading of {row['anchor']} bore {borne} tasks and says {queued}"


def _borne(library: LibraryCopy, anchor: str, source: str) -> int:
    found: int = library.values(
        "SELECT count(*) FROM maintenance_queue WHERE anchor = ?"
        " AND task_type IN ('UPDATE_NOTE', 'CREATE_ENTITY')"
        " AND json_extract(task_data, '$.event.source') = ?",
        anchor,
        source,
    )[0]
    return found


def _proposals(library: LibraryCopy, _script: Sequence[str]) -> Iterator[str]:
    """A proposal is accepted once, and what it does is done once."""
    accepted = "SELECT id FROM proposals WHERE state = 'accepted'"
    updates = library.values(f"{accepted} AND kind = 'update note'")
    revised = library.values("SELECT proposal_id FROM note_revisions")
    yield from (f"accepted into two revisions: proposal {one}" for one in _doubled(revised))
    yield from (f"accepted without a revision: proposal {one}" for one in set(updates) - {*revised})
    yield from (f"a revision without consent: proposal {one}" for one in {*revised} - set(updates))
    recorded = library.values("SELECT subject FROM audit_log WHERE action LIKE 'accept %'")
    if sorted(recorded) != sorted(library.values(accepted)):
        yield "the audit log and the accepted proposals differ"
    for row in library.rows("SELECT title FROM proposals WHERE state = 'conflict'"):
        yield f"in conflict: the proposal for {row['title']}"
    bases = library.values(
        "SELECT session_id || entry_id || coalesce(base_revision, '') FROM proposals"
        " WHERE state = 'open' AND kind = 'update note'"
    )
    yield from (f"two open proposals on one base: {one}" for one in _doubled(bases))
    events = library.rows(
        "SELECT p.session_id, p.entry_id, e.anchor, e.summary, e.quote FROM proposal_events e"
        " JOIN proposals p ON p.id = e.proposal_id WHERE p.kind = 'update note'"
    )
    yield from (f"told twice: {one}" for one in _doubled(tuple(event) for event in events))


def _newcomers(library: LibraryCopy, _script: Sequence[str]) -> Iterator[str]:
    """A session knows each name once, and every newcomer has been accepted."""
    for session in library.rows("SELECT id, world_id FROM sessions"):
        titles = library.values(
            "SELECT title FROM lore_entries WHERE world_id = ? AND (session_id IS NULL"
            " OR session_id = ?)",
            session["world_id"],
            session["id"],
        )
        doubled = _doubled(name_key(title) for title in titles)
        yield from (f"two entries called {one!r} in {session['id']}" for one in doubled)
    own = library.values("SELECT id FROM lore_entries WHERE session_id IS NOT NULL")
    accepted = library.values(
        "SELECT entry_id FROM proposals WHERE kind = 'create entity' AND state = 'accepted'"
    )
    if sorted(own) != sorted(accepted):
        yield "the newcomers and the accepted proposals differ"


def _notes(library: LibraryCopy, _script: Sequence[str]) -> Iterator[str]:
    """Chains of revisions are whole, and the folded notes are what folding them gives."""
    for session in library.rows("SELECT id, head FROM sessions"):
        line = line_of(library, session["head"])
        ids = {MessageId(message["id"]) for message in line}
        turns = _turn_numbers(line)
        folded = {
            row["entry_id"]: row
            for row in library.rows(
                "SELECT * FROM session_notes WHERE session_id = ?", session["id"]
            )
        }
        notes = revisions_of(library, session["id"])
        yield from (f"a note without revisions: {one}" for one in set(folded) - set(notes))
        for entry_id, revisions in notes.items():
            if len(in_force(revisions, ids)) != len(revisions):
                yield f"a broken chain: the note of {entry_id} in {session['id']}"
            standing = current(revisions, ids)
            told = folded.get(entry_id)
            if standing is None or told is None:
                yield f"no note in force: {entry_id} in {session['id']}"
                continue
            anchors = {one for each in chain(revisions, standing) for one in each.anchors}
            expected = (standing.id, standing.content, max(turns[one] for one in anchors))
            if (told["revision"], told["note_content"], told["last_updated_turn"]) != expected:
                yield f"the folded note of {entry_id} in {session['id']} is not its fold"


def revisions_of(library: LibraryCopy, session_id: str) -> dict[str, list[NoteRevision]]:
    """Return the revisions of every note of a session, by entry."""
    found: dict[str, list[NoteRevision]] = {}
    query = "SELECT * FROM note_revisions WHERE session_id = ? ORDER BY seq"
    for row in library.rows(query, session_id):
        anchors = library.values(
            "SELECT message_id FROM note_anchors WHERE revision_id = ?", row["id"]
        )
        revision = NoteRevision(
            id=RevisionId(row["id"]),
            session_id=SessionId(session_id),
            entry_id=LoreId(row["entry_id"]),
            seq=row["seq"],
            base=row["base"],
            anchors=frozenset(map(MessageId, anchors)),
            content=row["content"],
        )
        found.setdefault(row["entry_id"], []).append(revision)
    return found


def _documents(library: LibraryCopy, _script: Sequence[str]) -> Iterator[str]:
    """What is searched is what lore and notes say, and the full-text rows go with it."""
    expected: dict[str, tuple[str, str, str]] = {}
    for entry in library.rows("SELECT * FROM lore_entries"):
        own, lore = entry["session_id"], f"lore:{entry['revision']}"
        notes = library.rows("SELECT * FROM session_notes WHERE entry_id = ?", entry["id"])
        told = {note["session_id"]: (note["revision"], note["note_content"]) for note in notes}
        told.setdefault(own, (lore, ""))
        for session_id, (revision, note) in told.items():
            for number, text in enumerate(passages(entry["title"], entry["content"], note)):
                key = document_key(session_id, LoreId(entry["id"]), number)
                expected[key] = (revision, text, text_hash(text))
    there = {
        row["key"]: (row["revision"], row["text"], row["text_hash"])
        for row in library.rows("SELECT * FROM documents")
    }
    yield from (f"document missing: {key}" for key in set(expected) - set(there))
    yield from (f"document out of force: {key}" for key in set(there) - set(expected))
    both = set(expected) & set(there)
    yield from (f"document behind: {key}" for key in both if expected[key] != there[key])
    words = library.rows("SELECT rowid AS id, body FROM lore_fts")
    texts = library.rows("SELECT id, text FROM documents")
    if {tuple(row) for row in words} != {tuple(row) for row in texts}:
        yield "the full-text rows and the documents differ"


def _turn_numbers(line: Sequence[Row]) -> dict[MessageId, int]:
    numbers: dict[MessageId, int] = {}
    turn = 0
    for message in line:
        turn += message["role"] == "author"
        numbers[MessageId(message["id"])] = turn
    return numbers


def _doubled(values: Iterable[T]) -> list[T]:
    return [value for value, count in Counter(values).items() if count > 1]
