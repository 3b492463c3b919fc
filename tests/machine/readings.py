"""What the file says, read row by row and without the program: the machine's own eyes."""

import hashlib
import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from loredesk.domain.ids import LoreId
from loredesk.domain.proposals import ProposalState
from tests.machine.desk import CANON, WORLD, MachineDesk

Row = dict[str, Any]
_SHOWN = ("id", "title", "category", "content", "aliases", "tags", "locked", "visibility")
_TABLES = (
    "messages",
    "lore_entries",
    "session_notes",
    "note_revisions",
    "proposals",
    "links",
    "documents",
    "summaries",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The rows of the session and its world."""

    head: str | None
    session: str
    messages: dict[str, Row]
    entries: dict[str, Row]
    folded: dict[str, Row]
    """The notes the file says are in force, by entry."""
    revisions: dict[str, Row]
    """Every revision of every note."""
    proposals: list[Row]
    """Each with its `events`."""
    tasks: list[Row]
    documents: list[Row]
    links: list[Row]
    cards: frozenset[str]
    """The proposals still to be decided that the program shows."""
    redirects: list[Row]
    """Those that were not undone, each with its `anchors`."""
    told: list[Row]
    """The summaries the program would tell, each with its `sentences` and its `seq`."""
    summaries: list[Row]
    """Every version of every summary."""

    def visible(self, line: Collection[str]) -> dict[str, Row]:
        """Return the entries an author sees on *line*."""
        gone = {
            one["from_id"]
            for one in self.redirects
            if one["session_id"] in {None, self.session} and one["anchors"] <= set(line)
        }
        return {
            one["id"]: one
            for one in self.entries.values()
            if one["deleted_at"] is None
            and one["id"] not in gone
            and (
                one["session_id"] is None
                or one["origin_message"] is None
                or one["origin_message"] in line
            )
        }

    def notes(self, line: Collection[str]) -> dict[str, str]:
        """Return the notes in force of the entries an author sees on *line*."""
        seen = self.visible(line)
        return {one: row["note_content"] for one, row in self.folded.items() if one in seen}

    def rests_on(self, entry_id: str) -> set[str | None]:
        """Return the cards that the note in force of an entry was made of."""
        found, at = set(), self.folded[entry_id]["revision"] if entry_id in self.folded else None
        while at is not None:
            found.add(self.revisions[at]["proposal_id"])
            at = self.revisions[at]["base"]
        return found

    def shown(self, state: str = "open") -> list[Row]:
        """Return the proposals in *state* that the program shows the author."""
        return [one for one in self.proposals if one["id"] in self.cards and one["state"] == state]


def snapshot(desk: MachineDesk) -> Snapshot:
    """Read everything there is."""
    with closing(sqlite3.connect(f"file:{desk.file}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows = {name: _rows(connection, f"SELECT * FROM {name}") for name in _TABLES}
        events: dict[str, list[Row]] = {}
        for event in _rows(connection, "SELECT * FROM proposal_events ORDER BY number"):
            events.setdefault(event["proposal_id"], []).append(event)
        anchors: dict[str, set[str]] = {}
        for anchor in _rows(connection, "SELECT * FROM redirect_anchors"):
            anchors.setdefault(anchor["redirect_id"], set()).add(anchor["message_id"])
        redirects = _rows(connection, "SELECT * FROM redirects WHERE undone_at IS NULL")
        (session,) = _rows(connection, f"SELECT * FROM sessions WHERE id = '{desk.session}'")
        tasks = _rows(connection, "SELECT * FROM maintenance_queue ORDER BY seq")
    return Snapshot(
        head=session["head"],
        session=desk.session,
        messages={one["id"]: one for one in rows["messages"]},
        entries={one["id"]: one for one in rows["lore_entries"] if one["world_id"] == WORLD},
        folded={one["entry_id"]: one for one in rows["session_notes"]},
        revisions={one["id"]: one for one in rows["note_revisions"]},
        proposals=[{**one, "events": events.get(one["id"], [])} for one in rows["proposals"]],
        tasks=[{**one, "task_data": json.loads(one["task_data"])} for one in tasks],
        documents=rows["documents"],
        links=rows["links"],
        cards=frozenset(_cards(desk)),
        redirects=[{**one, "anchors": anchors.get(one["id"], set())} for one in redirects],
        told=_told(desk, rows["summaries"]),
        summaries=rows["summaries"],
    )


def effective(desk: MachineDesk) -> dict[str, Any]:
    """Return everything that counts on the line, by content: ids of versions do not matter."""
    found = snapshot(desk)
    line = {one for one, row in found.messages.items() if row["on_line"]}
    seen = found.visible(line)
    return {
        "cards": sorted(
            [one["id"], one["state"], one["base"], one["proposed"]]
            for one in (*found.shown(), *found.shown("snoozed"))
        ),
        "head": found.head,
        "entries": sorted(
            [one["session_id"] or "", *(one[name] for name in _SHOWN)] for one in seen.values()
        ),
        "notes": sorted(found.notes(line).items()),
        "known": sorted(_known(desk, seen)),
        "documents": sorted(
            [one["entry_id"], one["session_id"] or "", one["passage"], one["text"]]
            for one in found.documents
        ),
        "links": sorted(
            [one["from_id"], one["to_id"], one["relation"]]
            for one in found.links
            if one["deleted_at"] is None
            and {one["from_id"], one["to_id"]} <= set(seen)
            and (one["origin_message"] is None or one["origin_message"] in line)
        ),
        "summaries": [
            [one["level"], one["last_message"], one["text"], one["hidden"]] for one in found.told
        ],
        "decided": sorted(
            [one["id"], one["state"], one["base"], one["proposed"]]
            for one in found.proposals
            if one["state"] not in {"open", "snoozed"} and _anchors(one) <= set(line)
        ),
    }


def fingerprint(desk: MachineDesk) -> str:
    """Return the hash of what counts on the line."""
    text = json.dumps(effective(desk), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _told(desk: MachineDesk, rows: list[Row]) -> list[Row]:
    """Return the rows of the summaries that are in force, chapters first."""
    found = desk.read(lambda repos: repos.summaries.in_force(desk.session))
    by_id = {one["id"]: {**one, "sentences": json.loads(one["sentences"])} for one in rows}
    return [by_id[one.id] for one in (*found.chapters, *filter(None, [found.story]))]


def _cards(desk: MachineDesk) -> list[str]:
    states = (ProposalState.OPEN, ProposalState.SNOOZED)
    review = desk.desk.review
    shown = [desk.do(review.proposals(desk.session, state)) for state in states]
    return [one.id for some in shown for one in some]


def _known(desk: MachineDesk, seen: Collection[str]) -> list[list[str]]:
    """Return what each of the first people in the story would be told of each entry."""
    knowledge = desk.desk.knowledge
    found = []
    for entry_id in seen:
        for who in CANON:
            told = desk.do(knowledge.told(LoreId(entry_id), desk.session, [who]))
            content = told.entry.content if told.entry is not None else ""
            found.append([entry_id, who, content, told.note])
    return found


def _anchors(proposal: Row) -> set[str]:
    return {one for event in proposal["events"] for one in (event["message_id"], event["anchor"])}


def _rows(connection: sqlite3.Connection, query: str) -> list[Row]:
    return [dict(row) for row in connection.execute(query)]
