"""What can be done with an entry: its past, promotion and merging."""

from dataclasses import replace
from datetime import UTC, datetime

from loredesk.domain.ids import LoreId, MessageId, RedirectId, RevisionId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.notes import SessionNote
from loredesk.domain.past import BlamedPiece, EntryAsOf, EntryVersion
from loredesk.domain.promotion import promotion_of
from loredesk.domain.proposals import ProposalEvent
from loredesk.ui.history.state import HistoryState, Part
from loredesk.ui.history.view import HistoryPane
from loredesk.ui.merge.state import Candidate, Merged, MergeState, Sides
from loredesk.ui.merge.view import MergeDialog
from loredesk.ui.notice import Notice
from loredesk.ui.promote.state import PromoteState
from loredesk.ui.promote.view import PromoteDialog
from tests.screens.camera import Camera
from tests.screens.dialogs import hide_from_screen
from tests.screens.made_up import UNBROKEN

WHEN = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)
CANON = "Bettany Crake keeps the Kettle. She has a glass eye and values what others bring."
EARLIER = "She has taken the bell as a pledge. She trusts the courier."
NOTE = f"{EARLIER} Since the fire she sleeps in the stable."
LONG = " ".join([NOTE] * 8) + " " + UNBROKEN
EVENT = ProposalEvent(
    turn=12,
    message_id=MessageId("m"),
    anchor=MessageId("m"),
    summary="The Kettle burns, and Bettany moves into the stable.",
    quote="\u201cThe straw is warm enough,\u201d says Bettany. \u201cIt has to be.\u201d",
    quote_found=True,
    reason="Where she sleeps has changed for good.",
)
ENTRY = LoreEntry(
    id=LoreId("e"),
    world_id=WorldId("w"),
    handle="bettany-crake",
    title="Bettany Crake",
    category="character",
    content=CANON,
)
REFUSED = Notice(
    sentence="The content of 'Bettany Crake' is locked.",
    hint="Unlock it in its form, then promote again.",
    tone="danger",
)


def shoot_all(camera: Camera) -> None:
    """Take the pictures of everything around an entry."""
    _shoot_history(camera)
    _shoot_promotion(camera)
    _shoot_merge(camera)


def _version(part: str, revision: str, content: str, **values: object) -> EntryVersion:
    told = {"by": "worker", "created_at": WHEN, "why": "", **values}
    return EntryVersion(part=part, revision=revision, content=content, **told)  # type: ignore[arg-type] # made up


def _shoot_history(camera: Camera) -> None:
    versions = (
        _version("note", "r3", NOTE, base="r2", turn=12, events=(EVENT,)),
        _version("note", "r2", EARLIER, by="author", base="r1", turn=9),
        _version("note", "r1", LONG, turn=4, withdrawn=True, events=(EVENT,) * 3),
        _version("entry", "2", CANON, by="author", why="promoted from a note"),
        _version("entry", "1", "Bettany keeps the Kettle.", by="author", in_force=False),
    )
    sentences = (
        BlamedPiece(text=EARLIER, revision="r2", by="author", turn=9),
        BlamedPiece(
            text="Since the fire she sleeps in the stable.",
            revision="r3",
            by="worker",
            turn=12,
            quote=EVENT.quote,
            reason=EVENT.reason,
        ),
    )
    note = SessionNote(
        session_id=SessionId("s"),
        entry_id=ENTRY.id,
        note_content=EARLIER,
        last_updated_turn=9,
        revision=RevisionId("r2"),
    )
    then = EntryAsOf(entry=ENTRY, content=CANON, note=note, turn=9)
    full = HistoryState(in_session=True, title=ENTRY.title, versions=versions)
    done = Notice(sentence="Done.", hint="Ctrl+Z undoes it.", tone="success")
    whose = replace(full, part=Part.SENTENCES, sentences=sentences, chosen=1)
    as_of = replace(full, part=Part.AS_OF, as_of=then, turn=9, last_turn=14)
    early = Notice(sentence="There was no 'Bettany Crake' yet in turn 1.", tone="danger")
    states = {
        "newest": full,
        "taken-back": replace(full, chosen=2, notice=done),
        "roll-back": replace(full, chosen=4),
        "whose": whose,
        "as-of": as_of,
        "as-of-too-early": replace(as_of, as_of=None, turn=1, notice=early),
        "empty": HistoryState(in_session=True),
    }
    for name, state in states.items():
        pane = HistoryPane(camera.look)
        pane.show_state(state)
        camera.shoot(f"history-{name}", pane, (900, 480), (480, 480))
        pane.deleteLater()


def _shoot_promotion(camera: Camera) -> None:
    note = SessionNote(
        session_id=SessionId("s"),
        entry_id=ENTRY.id,
        note_content=NOTE,
        last_updated_turn=12,
        revision=RevisionId("r3"),
    )
    of_note = promotion_of(ENTRY, note)
    every = frozenset(hunk.number for hunk in of_note.hunks)
    whole = PromoteState(
        open=True, promotion=of_note, ticked=every, text=of_note.content_with(None)
    )
    newcomer = promotion_of(replace(ENTRY, session_id=SessionId("s"), content=LONG), None)
    states = {
        "note": whole,
        "part": replace(whole, ticked=frozenset({1}), text=of_note.content_with({1})),
        "own-text": replace(whole, text="She keeps what is left of the Kettle.", edited=True),
        "refused": replace(whole, notice=REFUSED),
        "newcomer": PromoteState(
            open=True,
            promotion=newcomer,
            ticked=frozenset(hunk.number for hunk in newcomer.hunks),
            text=LONG,
        ),
        "failed": PromoteState(open=True, notice=REFUSED),
    }
    for name, state in states.items():
        dialog = PromoteDialog(camera.look)
        hide_from_screen(dialog)
        dialog.show_state(state)
        camera.shoot(f"promote-{name}", dialog, (860, 560), (520, 420))
        dialog.deleteLater()


def _shoot_merge(camera: Camera) -> None:
    candidates = tuple(
        Candidate(id=LoreId(title), title=title, category=category, newcomer=at == 0)
        for at, (title, category) in enumerate(
            (("Mistress Crake", "character"), ("The Kettle", "location"), (UNBROKEN, "item"))
        )
    )
    none = MergeState(open=True, title=ENTRY.title, candidates=candidates)
    sides = Sides(
        gone_title="Mistress Crake",
        gone_text="She pays in tallow.",
        kept_title=ENTRY.title,
        kept_text=CANON,
    )
    both = replace(none, other=candidates[0].id, sides=sides, text=f"{CANON}\nShe pays in tallow.")
    merged = (Merged(id=RedirectId("m"), words="The landlady \u2192 Bettany Crake"),)
    refused = Notice(
        sentence="'Mistress Crake' is a newcomer of a session.",
        hint="Name the session it belongs to, or promote it first.",
        tone="danger",
    )
    states = {
        "choose": none,
        "both": both,
        "merged-before": replace(both, merged=merged),
        "long": replace(both, text=LONG, sides=replace(sides, gone_text=LONG)),
        "refused": replace(both, sides=None, notice=refused),
        "nobody": replace(none, candidates=()),
    }
    for name, state in states.items():
        dialog = MergeDialog(camera.look)
        hide_from_screen(dialog)
        dialog.show_state(state)
        camera.shoot(f"merge-{name}", dialog, (940, 600), (620, 440))
        dialog.deleteLater()
