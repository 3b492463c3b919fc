"""Damage of every kind: found, counted, mended or put aside; and then there is none."""

import json

import pytest

from loredesk.domain.audit import SEAL
from loredesk.services.audit import AuditService
from tests.fakes.patient import Patient

DAMAGE = {
    "unreadable values": ["UPDATE lore_entries SET tags = '[' WHERE id = '{p.mara.id}'"],
    "words that mean nothing": ["UPDATE proposals SET state = 'maybe'"],
    "lost worlds": ["DELETE FROM worlds"],
    "messages of no session": [
        "DELETE FROM sessions WHERE id = '{p.session.id}'",
    ],
    "entries of no session": [
        "UPDATE lore_entries SET session_id = 'gone' WHERE id = '{p.newcomer.id}'"
    ],
    "entries from unknown messages": [
        "UPDATE lore_entries SET origin_message = 'gone' WHERE id = '{p.newcomer.id}'"
    ],
    "entries under a wrong name": [
        "UPDATE lore_entries SET title_key = 'x' WHERE id = '{p.mara.id}'"
    ],
    "handles given twice": [
        "CREATE TABLE copy AS SELECT * FROM lore_entries",
        "DROP TABLE lore_entries",
        "ALTER TABLE copy RENAME TO lore_entries",
        "CREATE UNIQUE INDEX ids ON lore_entries (id)",
        "UPDATE lore_entries SET handle = '{p.mara.handle}' WHERE id = '{p.wick.id}'",
    ],
    "entries without their revision": [
        "UPDATE lore_entries SET revision = 4 WHERE id = '{p.mara.id}'"
    ],
    "links to nothing": ["UPDATE links SET to_id = 'gone' WHERE id = 'link1'"],
    "merges with nothing": ["UPDATE redirects SET to_id = 'gone'"],
    "circles of merges": [
        (
            "INSERT INTO redirects (id, world_id, from_id, to_id, created_at) VALUES"
            " ('merge2', '{p.world.id}', '{p.quay.id}', '{p.wick.id}', 2e9)"
        )
    ],
    "messages that answer nothing": [
        "UPDATE messages SET parent_id = 'gone' WHERE id = '{p.replies[1].id}'"
    ],
    "circles of messages": [
        "UPDATE messages SET parent_id = '{p.replies[2].id}' WHERE id = '{p.replies[0].id}'"
    ],
    "misplaced messages": ["UPDATE messages SET depth = 9 WHERE id = '{p.replies[1].id}'"],
    "sessions without their head": ["UPDATE sessions SET head = 'gone'"],
    "messages wrongly on the line": [
        "UPDATE messages SET on_line = 0 WHERE id = '{p.replies[2].id}'"
    ],
    "sessions with a wrong number of turns": ["UPDATE sessions SET turns = 8"],
    "branches to nothing": [
        "INSERT INTO branches VALUES ('b1', '{p.session.id}', 'night', 'gone', 1.0)"
    ],
    "summaries of nothing": ["UPDATE summaries SET last_message = 'gone' WHERE id = 'chapter1'"],
    "summaries of no stretch of a line": [
        "UPDATE summaries SET first_message = '{p.replies[2].id}', first_turn = 3 WHERE id = 'story1'"
    ],
    "summaries with wrong turns": ["UPDATE summaries SET last_turn = 9 WHERE id = 'chapter1'"],
    "summaries without a source": [
        (
            'UPDATE summaries SET sentences = \'[{{"text": "Mara waited.", "turns": [7]}}]\''
            " WHERE id = 'story1'"
        )
    ],
    "summaries under a wrong fingerprint": [
        "UPDATE summaries SET fingerprint = 'x' WHERE id = 'chapter1'"
    ],
    "orphaned note revisions": [
        "UPDATE note_revisions SET entry_id = 'gone' WHERE id = '{p.other.id}'"
    ],
    "broken chains of revisions": [
        "UPDATE note_revisions SET base = '{p.other.id}' WHERE id = '{p.second.id}'"
    ],
    "circles of revisions": [
        "UPDATE note_revisions SET base = '{p.second.id}' WHERE id = '{p.first.id}'"
    ],
    "revisions numbered before their base": [
        "UPDATE note_revisions SET seq = 0 WHERE id = '{p.second.id}'"
    ],
    "revisions of unknown proposals": [
        "UPDATE note_revisions SET proposal_id = 'gone' WHERE id = '{p.first.id}'"
    ],
    "marks on nothing": ["UPDATE sentence_marks SET entry_id = 'gone' WHERE id = 'mark1'"],
    "knowledge of nothing": ["UPDATE learned SET message_id = 'gone' WHERE id = 'learned1'"],
    "known by no list": [
        "UPDATE lore_entries SET visibility = '\"everyone\"' WHERE id = '{p.quay.id}'"
    ],
    "known by nobody there is": [
        "UPDATE sentence_marks SET visibility = json_array('gone', '{p.wick.id}') WHERE id = 'mark1'"
    ],
    "sentences under a wrong name": ["UPDATE sentence_marks SET key = 'x' WHERE id = 'mark1'"],
    "replies of a voice that is not there": ["UPDATE sessions SET voice = 'gone'"],
    "proposals of no session": ["UPDATE proposals SET session_id = 'gone'"],
    "proposals about no entry": ["UPDATE proposals SET entry_id = 'gone'"],
    "events of unknown messages": ["UPDATE proposal_events SET anchor = 'gone'"],
    "proposals without events": ["DELETE FROM proposal_events"],
    "proposals on unknown bases": ["UPDATE proposals SET base_revision = '{p.first.id}'"],
    "events with gaps in their numbers": ["UPDATE proposal_events SET number = 3"],
    "tasks of nothing": ["UPDATE maintenance_queue SET anchor = 'gone' WHERE id = '{p.task.id}'"],
    "tasks of an unknown kind": [
        "UPDATE maintenance_queue SET lane = 'none' WHERE id = '{p.task.id}'"
    ],
    "tasks left running": [
        (
            "UPDATE maintenance_queue SET status = 'processing', token = 't', boot_id = 'old',"
            " started_at = 1.0, lease_until = 2.0 WHERE id = '{p.task.id}'"
        )
    ],
    "tasks in impossible states": [
        (
            "UPDATE maintenance_queue SET status = 'processing', boot_id = 'this-boot'"
            " WHERE id = '{p.task.id}'"
        )
    ],
    "tasks held by nobody's token": [
        "UPDATE maintenance_queue SET token = 't' WHERE id = '{p.task.id}'"
    ],
    "twins in the queue": [
        "CREATE TABLE twin AS SELECT * FROM maintenance_queue WHERE id = '{p.task.id}'",
        "UPDATE twin SET id = 'twin', seq = seq + 1000",
        "DROP INDEX ix_maintenance_queue_waiting",
        "INSERT INTO maintenance_queue SELECT * FROM twin",
        "DROP TABLE twin",
    ],
    "missing indexes": ["DROP INDEX ix_documents_entry"],
    "answers of no task": [
        "INSERT INTO task_answers (task_id, request_hash, answer, created_at) VALUES ('gone', 'h', '1', 1.0)"
    ],
    "damaged texts of manifests": ["UPDATE told_texts SET data = X'00' WHERE id = 1"],
    "damaged texts that were written over": [
        "INSERT INTO blobs (hash, data) VALUES ('other', X'00')"
    ],
    "manifests without their texts": ["DELETE FROM told_texts WHERE id = 2"],
    "manifests of nothing": ["UPDATE manifests SET session_id = 'gone' WHERE id = 'manifest1'"],
    "replies without their manifest": [
        "UPDATE messages SET manifest_id = 'gone' WHERE id = '{p.replies[0].id}'"
    ],
    "documents of nothing": [
        (
            "INSERT INTO documents (key, world_id, entry_id, passage, revision, text, text_hash)"
            " SELECT 'x', world_id, 'gone', passage, revision, text, text_hash FROM documents LIMIT 1"
        )
    ],
    "words out of step": ["UPDATE lore_fts SET body = 'nothing' WHERE rowid = 1"],
    "wrong vectors": [
        "UPDATE embeddings SET vector = X'0000C07F000000000000000000000000' WHERE rowid = 1"
    ],
    "receipts that lie": ["UPDATE receipts SET text_hash = 'gone' WHERE rowid = 1"],
    "references to nothing": ["INSERT INTO proposal_hunks VALUES ('gone', 1, 'a', 'b', NULL)"],
    "folds without revisions": [
        (
            "INSERT INTO session_notes VALUES"
            " ('{p.session.id}', '{p.quay.id}', 'Nobody said so.', 1, '{p.first.id}')"
        )
    ],
    "folds that disagree with their revisions": [
        "UPDATE session_notes SET note_content = 'Other.' WHERE entry_id = '{p.mara.id}'"
    ],
    "notes that were not folded": ["DELETE FROM session_notes WHERE entry_id = '{p.mara.id}'"],
    "documents of what is not seen": [
        "UPDATE lore_entries SET deleted_at = 1.0 WHERE id = '{p.quay.id}'"
    ],
    "missing documents": [
        (
            "DELETE FROM lore_fts WHERE rowid IN"
            " (SELECT id FROM documents WHERE entry_id = '{p.quay.id}')"
        ),
        "DELETE FROM documents WHERE entry_id = '{p.quay.id}'",
    ],
    "stale documents": [
        "UPDATE lore_entries SET content = 'Above the town.' WHERE id = '{p.quay.id}'"
    ],
    "missing vectors without a task": [
        "DELETE FROM maintenance_queue WHERE task_type = 'EMBED_DOCUMENT'",
        "DELETE FROM embeddings",
        "DELETE FROM receipts",
    ],
    "audit log": ["UPDATE audit_log SET actor = 'nobody' WHERE seq = 3"],
}
"""What is done to the file for each kind of damage."""


@pytest.fixture
async def patient(tmp_path):
    patient = Patient(tmp_path)
    await patient.fill()
    yield patient
    await patient.aclose()


async def test_a_library_that_is_whole_has_no_damage_and_is_not_touched(patient):
    before = patient.rows("SELECT count(*) FROM audit_log")

    assert await patient.findings(repair=True) == {}
    assert patient.copies == []
    assert patient.rows("SELECT count(*) FROM audit_log") == before


async def test_every_kind_of_damage_is_planted_here(patient):
    kinds = await patient.library.read(lambda repos: repos.damage.kinds())

    assert {*kinds, "audit log"} == DAMAGE.keys()


@pytest.mark.parametrize("kind", DAMAGE)
async def test_damage_is_found_counted_and_mended_and_then_there_is_none(patient, kind):
    patient.damage(*DAMAGE[kind])

    looked = await patient.findings(repair=False)
    assert looked[kind].count >= 1
    assert not looked[kind].ok
    assert patient.copies == []

    mended = await patient.findings(repair=True)
    assert mended[kind].repaired + mended[kind].quarantined >= 1
    assert all(one.ok for one in mended.values()), mended
    assert len(patient.copies) == 1

    assert await patient.findings(repair=True) == {}
    assert (await AuditService(store=patient.library.store).verify()).broken_at is None


async def test_all_kinds_at_once_are_mended_together(patient):
    # What these three do would leave nothing for the others to damage.
    alone = {"handles given twice", "lost worlds", "messages of no session"}
    for kind, statements in DAMAGE.items():
        if kind not in alone:
            patient.damage(*statements, certain=False)

    looked = await patient.findings(repair=False)
    mended = await patient.findings(repair=True)

    assert len(looked) >= 30
    assert all(one.ok for one in mended.values()), mended
    assert await patient.findings(repair=True) == {}
    assert patient.rows("PRAGMA foreign_key_check") == []


async def test_what_is_put_aside_can_be_read_whole(patient):
    patient.damage(*DAMAGE["links to nothing"])

    await patient.findings(repair=True)

    (kept,) = await patient.library.read(lambda repos: repos.damage.quarantined())
    assert (kept.kind, kept.table) == ("links to nothing", "links")
    assert json.loads(kept.row)["relation"] == "knows"
    assert patient.rows("SELECT id FROM links") == [("link2",)]


async def test_the_text_of_a_note_whose_base_is_lost_stays_in_force(patient):
    patient.damage(
        "DELETE FROM note_anchors WHERE revision_id = '{p.first.id}'",
        "DELETE FROM note_revisions WHERE id = '{p.first.id}'",
    )

    await patient.findings(repair=True)

    text = await patient.library.note_text(patient.session.id, patient.mara.id)
    assert text == "She waits. It rains."


async def test_a_newcomer_that_has_lost_the_name_of_its_entry_is_put_aside(patient):
    patient.damage("UPDATE proposals SET kind = 'create entity', state = 'open', entry_id = NULL")

    mended = await patient.findings(repair=True)

    assert mended["proposals about no entry"].quarantined == 1
    assert patient.rows("SELECT id FROM proposals") == []


async def test_messages_that_lost_their_session_are_told_again(patient):
    patient.damage(*DAMAGE["messages of no session"])

    await patient.findings(repair=True)

    found = await patient.library.read(lambda repos: repos.sessions.get(patient.session.id))
    assert (found.title, found.head) == ("Recovered session", patient.replies[2].id)
    assert await patient.library.note_text(patient.session.id, patient.wick.id)


async def test_every_repair_is_in_the_audit_log(patient):
    patient.damage(*DAMAGE["tasks in impossible states"])

    await patient.findings(repair=True)

    (entry, *_) = await AuditService(store=patient.library.store).entries()
    assert (entry.actor, entry.action) == ("doctor", "repaired maintenance_queue")
    assert entry.details["kind"] == "tasks in impossible states"


async def test_a_damaged_audit_log_is_sealed_and_not_rewritten(patient):
    patient.damage(*DAMAGE["audit log"])
    before = patient.rows("SELECT * FROM audit_log")

    await patient.findings(repair=True)

    after = patient.rows("SELECT * FROM audit_log")
    assert after[: len(before)] == before
    assert patient.rows("SELECT action FROM audit_log ORDER BY seq DESC LIMIT 1") == [(SEAL,)]


async def test_without_a_backup_nothing_is_mended(patient):
    patient.damage(*DAMAGE["misplaced messages"])

    async def refuse(_reason):
        message = "The disk is full."
        raise OSError(message)

    patient.mending._copy = refuse
    with pytest.raises(OSError, match="full"):
        await patient.findings(repair=True)

    assert "misplaced messages" in await patient.findings(repair=False)


async def test_a_task_left_running_whose_twin_waits_is_put_aside(patient):
    patient.damage(
        *DAMAGE["tasks left running"],
        "CREATE TABLE twin AS SELECT * FROM maintenance_queue WHERE id = '{p.task.id}'",
        "UPDATE twin SET id = 'twin', seq = seq + 1000, status = 'pending', token = ''",
        "INSERT INTO maintenance_queue SELECT * FROM twin",
        "DROP TABLE twin",
    )

    mended = await patient.findings(repair=True)

    assert mended["tasks left running"].quarantined == 1
    assert patient.rows("SELECT id FROM maintenance_queue WHERE dedupe_key = 'turn'") == [("twin",)]


@pytest.mark.parametrize(
    ("statement", "query", "left"),
    [
        (
            "UPDATE lore_entries SET visibility = json_array('gone') WHERE id = '{p.mara.id}'",
            "SELECT visibility FROM lore_entries WHERE id = '{p.mara.id}'",
            "[]",
        ),
        (
            "UPDATE lore_entries SET visibility = '[' WHERE id = '{p.mara.id}'",
            "SELECT visibility FROM lore_entries WHERE id = '{p.mara.id}'",
            "[]",
        ),
        (
            "UPDATE sentence_marks SET visibility = json_array(7, '{p.mara.id}')",
            "SELECT visibility FROM sentence_marks",
            '["{p.mara.id}"]',
        ),
        (
            "UPDATE sessions SET narrator_tells = 'everything'",
            "SELECT narrator_tells FROM sessions",
            "present",
        ),
    ],
)
async def test_what_cannot_be_made_out_is_closed_rather_than_opened(
    patient, statement, query, left
):
    patient.damage(statement)

    await patient.findings(repair=True)

    assert patient.rows(query) == [(left.format(p=patient),)]


async def test_a_mark_whose_right_name_another_has_is_put_aside(patient):
    patient.damage(
        "INSERT INTO sentence_marks SELECT 'mark2', entry_id, session_id, 'x', text, visibility,"
        " created_at FROM sentence_marks"
    )

    mended = await patient.findings(repair=True)

    assert mended["sentences under a wrong name"].quarantined == 1
    assert patient.rows("SELECT id FROM sentence_marks") == [("mark1",)]
