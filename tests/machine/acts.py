"""What an author does by hand, each with the way it is undone: doing and undoing changes nothing.

An act looks for something to do; it returns how to undo it, or None where there is nothing to do.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId
from loredesk.domain.listings import EntryDraft
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from tests.machine.desk import CANON, WORLD, MachineDesk
from tests.machine.readings import Snapshot, snapshot

T = TypeVar("T")

Undo = Callable[[], object]

_ABOUT_AN_ENTRY = frozenset(
    {
        "edit_a_note",
        "edit_an_entry",
        "delete_an_entry",
        "lock_an_entry",
        "close_an_entry",
        "close_a_sentence",
        "learn",
        "promote",
    }
)
KNOWN = (EVERYONE, SECRET, Visibility.known_by(*CANON))


class Hand:
    """An author at the desk, who chooses by *choose*."""

    def __init__(self, desk: MachineDesk, choose: Callable[[Sequence[Any]], Any]) -> None:
        self._desk = desk
        self._choose = choose
        self._services = desk.desk
        self._session = desk.session

    def act(self, name: str) -> Undo | None:
        """Do the act called *name*; one that is refused with a sentence was not done."""
        act: Callable[[Snapshot, list[str]], Undo | None] = getattr(self, f"_{name}")
        found = snapshot(self._desk)
        line = [one for one, row in found.messages.items() if row["on_line"]]
        if name in _ABOUT_AN_ENTRY and not found.visible(line):
            return None
        try:
            return act(found, line)
        except UserFixableError:
            return None

    def _accept(self, found: Snapshot, line: list[str]) -> Undo | None:
        cards = [one["id"] for one in found.shown()]
        if not cards:
            return None
        card = self._choose(cards)
        outcome = self._do(self._services.review.accept([card]))
        return (
            (lambda: self._do(self._services.review.reopen([card]))) if outcome.accepted else None
        )

    def _accept_everything(self, found: Snapshot, line: list[str]) -> Undo | None:
        cards = [one["id"] for one in found.shown()]
        outcome = self._do(self._services.review.accept(cards))
        if not outcome.accepted or outcome.conflicts:
            return None
        return lambda: self._do(self._services.review.reopen(outcome.accepted))

    def _accept_a_part(self, found: Snapshot, line: list[str]) -> Undo | None:
        cards = [one["id"] for one in found.shown() if one["kind"] == "update note"]
        if not cards:
            return None
        card = self._choose(cards)
        numbers = [hunk.number for hunk in self._do(self._services.review.proposal(card)).hunks]
        if not numbers:
            return None
        outcome = self._do(self._services.review.accept([card], hunks={self._choose(numbers)}))
        return (
            (lambda: self._do(self._services.review.reopen([card]))) if outcome.accepted else None
        )

    def _reject(self, found: Snapshot, line: list[str]) -> Undo | None:
        cards = [one["id"] for one in found.shown()]
        if not cards:
            return None
        card = self._choose(cards)
        self._do(self._services.review.reject([card]))
        return lambda: self._do(self._services.review.reopen([card]))

    def _snooze(self, found: Snapshot, line: list[str]) -> Undo | None:
        cards = [one["id"] for one in found.shown()]
        if not cards:
            return None
        card = self._choose(cards)
        self._do(self._services.review.snooze([card]))
        return lambda: self._do(self._services.review.reopen([card]))

    def _edit_a_note(self, found: Snapshot, line: list[str]) -> Undo | None:
        entry_id = self._choose(sorted(found.visible(line)))
        row = found.folded.get(entry_id)
        text = f"{row['note_content'] if row else ''} By hand {self._next()}."
        base = row["revision"] if row else None
        self._do(self._services.library.save_note(self._session, entry_id, text, base=base))
        revision = snapshot(self._desk).folded[entry_id]["revision"]
        return lambda: self._do(self._services.history.withdraw(self._session, revision))

    def _edit_an_entry(self, found: Snapshot, line: list[str]) -> Undo | None:
        entry = self._entry(self._choose(sorted(found.visible(line))))
        after = self._do(
            self._services.library.save_entry(
                EntryDraft(
                    world_id=WORLD,
                    id=entry.id,
                    base_revision=entry.revision,
                    title=entry.title,
                    category=entry.category,
                    content=f"{entry.content} By hand {self._next()}.",
                    tags=entry.tags,
                    aliases=entry.aliases,
                )
            )
        )
        return lambda: self._do(
            self._services.canon.rollback(entry.id, entry.revision, expected=after.revision)
        )

    def _add_an_entry(self, found: Snapshot, line: list[str]) -> Undo | None:
        title = f"Place {self._next()}"
        draft = EntryDraft(world_id=WORLD, title=title, category="location", content="A place.")
        added = self._do(self._services.library.save_entry(draft))
        return lambda: self._do(self._services.trash.delete_entry(added.id))

    def _delete_an_entry(self, found: Snapshot, line: list[str]) -> Undo | None:
        entry_id = LoreId(self._choose(sorted(found.visible(line))))
        self._do(self._services.trash.delete_entry(entry_id))
        return lambda: self._do(self._services.trash.restore_entry(entry_id))

    def _lock_an_entry(self, found: Snapshot, line: list[str]) -> Undo | None:
        entry = self._entry(self._choose(sorted(found.visible(line))))
        self._do(self._services.canon.set_locks(entry.id, {*entry.locked, "tags"}))
        return lambda: self._do(self._services.canon.set_locks(entry.id, entry.locked))

    def _close_an_entry(self, found: Snapshot, line: list[str]) -> Undo | None:
        entry = self._entry(self._choose(sorted(found.visible(line))))
        knowledge = self._services.knowledge
        self._do(knowledge.set_entry(entry.id, self._choose(KNOWN)))
        return lambda: self._do(knowledge.set_entry(entry.id, entry.visibility))

    def _close_a_sentence(self, found: Snapshot, line: list[str]) -> Undo | None:
        entry_id = LoreId(self._choose(sorted(found.visible(line))))
        knowledge = self._services.knowledge
        known = self._do(knowledge.who_knows(entry_id, self._session))
        said = [one for one in known.sentences if one.stands]
        if not said:
            return None
        one = self._choose(said)
        session = self._session if one.part == "note" else None
        wanted = self._choose((*KNOWN, None))
        before = self._do(knowledge.set_sentence(entry_id, session, one.text, wanted))
        return lambda: self._do(knowledge.set_sentence(entry_id, session, one.text, before))

    def _learn(self, found: Snapshot, line: list[str]) -> Undo | None:
        entry_id = LoreId(self._choose(sorted(found.visible(line))))
        knowledge = self._services.knowledge
        said = self._do(knowledge.who_knows(entry_id, self._session)).sentences
        sentence = self._choose(["", *(one.text for one in said if one.stands)])
        made = self._do(
            knowledge.learn(
                self._session,
                entry_id,
                [self._choose(sorted(CANON))],
                sentence=sentence,
                at=self._choose(self._alive(found)),
            )
        )
        ids = [one.id for one in made]
        return (lambda: self._do(knowledge.take_back(ids))) if ids else None

    def _forget(self, found: Snapshot, line: list[str]) -> Undo | None:
        knowledge = self._services.knowledge
        learned = self._desk.read(lambda repos: repos.knowledge.learned_in(self._session))
        known = [one.id for one in learned if one.withdrawn_at is None]
        if not known:
            return None
        one = self._choose(known)
        self._do(knowledge.take_back([one]))
        return lambda: self._do(knowledge.bring_back([one]))

    def _take_a_change_back(self, found: Snapshot, line: list[str]) -> Undo | None:
        seen = found.visible(line)
        standing = [row["revision"] for one, row in found.folded.items() if one in seen]
        if not standing:
            return None
        revision = self._choose(sorted(standing))
        self._do(self._services.history.withdraw(self._session, revision))
        return lambda: self._do(self._services.history.reinstate(self._session, revision))

    def _promote(self, found: Snapshot, line: list[str]) -> Undo | None:
        entry = self._entry(self._choose(sorted(found.visible(line))))
        canon, history = self._services.canon, self._services.history
        after = self._do(canon.promote(self._session, entry.id))
        if entry.session_id is not None or self._choose([True, False]):
            return lambda: self._do(canon.demote(entry.id))
        revision = snapshot(self._desk).folded[entry.id]["revision"]

        def undo() -> None:
            self._do(canon.rollback(entry.id, entry.revision, expected=after.revision))
            self._do(history.withdraw(self._session, revision))

        return undo

    def _merge(self, found: Snapshot, line: list[str]) -> Undo | None:
        own = [one for one, row in found.visible(line).items() if row["session_id"]]
        others = sorted(set(found.visible(line)) - set(own))
        if not own or not others:
            return None
        one, other = LoreId(self._choose(sorted(own))), LoreId(self._choose(others))
        merging = self._services.merging
        proposed = self._do(merging.preview(self._session, one, other)).proposed
        redirect = self._do(merging.merge(self._session, one, other, proposed))
        return lambda: self._do(merging.split(redirect.id))

    def _goto(self, found: Snapshot, line: list[str]) -> Undo | None:
        there = self._choose(self._alive(found))
        self._do(self._services.stories.goto(self._session, there))
        return lambda: self._do(self._services.stories.goto(self._session, found.head))  # type: ignore[arg-type]

    def _edit_a_message(self, found: Snapshot, line: list[str]) -> Undo | None:
        stories, message = self._services.stories, self._choose(line[1:] or [None])
        if message is None:
            return None
        change = self._do(stories.edit(self._session, message, f"Said otherwise {self._next()}."))
        made = change.head

        def undo() -> None:
            self._do(stories.goto(self._session, found.head))  # type: ignore[arg-type]
            self._do(stories.delete(self._session, made))  # type: ignore[arg-type]

        return undo

    def _delete_a_message(self, found: Snapshot, line: list[str]) -> Undo | None:
        stories, message = self._services.stories, self._choose(line[1:] or [None])
        if message is None:
            return None
        self._do(stories.delete(self._session, message))

        def undo() -> None:
            self._do(stories.restore(self._session, message))
            self._do(stories.goto(self._session, found.head))  # type: ignore[arg-type]

        return undo

    def _branch(self, found: Snapshot, line: list[str]) -> Undo | None:
        stories = self._services.stories
        branch = self._do(stories.branch(self._session, self._choose(self._alive(found))))

        def undo() -> None:
            self._do(stories.drop_branch(branch.id))
            self._do(stories.goto(self._session, found.head))  # type: ignore[arg-type]

        return undo

    def _edit_a_summary(self, found: Snapshot, line: list[str]) -> Undo | None:
        told = self._choose([*found.told, None])
        if told is None:
            return None
        summaries = self._services.summaries
        self._do(summaries.edit(told["id"], f"{told['text']} By hand {self._next()}."))
        return lambda: self._do(summaries.put_back(told["id"]))

    def _hide_a_summary(self, found: Snapshot, line: list[str]) -> Undo | None:
        told = self._choose([*found.told, None])
        if told is None:
            return None
        summaries = self._services.summaries
        self._do(summaries.hide(told["id"], hidden=True))
        return lambda: self._do(summaries.hide(told["id"], hidden=False))

    def _alive(self, found: Snapshot) -> list[Any]:
        gone: set[str] = set()
        for one, row in found.messages.items():
            if row["deleted_at"] is not None or row["parent_id"] in gone:
                gone.add(one)
        return [one for one in found.messages if one not in gone]

    def _entry(self, entry_id: str) -> LoreEntry:
        return self._desk.read(lambda repos: repos.lore.get(LoreId(entry_id)))

    def _next(self) -> int:
        return next(self._desk.by_hand)

    def _do(self, work: Any) -> Any:
        return self._desk.do(work)


ACTS = (
    "accept",
    "accept_everything",
    "accept_a_part",
    "reject",
    "snooze",
    "edit_a_note",
    "edit_an_entry",
    "add_an_entry",
    "delete_an_entry",
    "lock_an_entry",
    "close_an_entry",
    "close_a_sentence",
    "learn",
    "forget",
    "take_a_change_back",
    "promote",
    "merge",
    "goto",
    "edit_a_message",
    "delete_a_message",
    "branch",
    "edit_a_summary",
    "hide_a_summary",
)
