"""What an author does that writes: each can be prepared, done, and looked at."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import aclosing, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from loredesk.domain.errors import LoredeskError
from loredesk.domain.ids import LoreId, MessageId, ProposalId, SessionId, TaskId
from loredesk.domain.listings import EntryDraft
from loredesk.domain.lore import LoreEntry
from loredesk.domain.messages import MessageState, Role
from loredesk.domain.proposals import NewEntity, Proposal, ProposalEvent, ProposalKind
from loredesk.domain.settings import Theme
from loredesk.domain.tasks import TaskStatus
from loredesk.domain.visibility import SECRET
from loredesk.host import drafts_file, settings_file
from loredesk.host.home import Home
from loredesk.services.desk import Desk
from loredesk.storage.backups import FolderShelf
from loredesk.storage.migrate import build, current_version, newest_version, upgrade
from loredesk.storage.restoring import restore
from loredesk.storage.store import SqlStore
from loredesk.ui.chat.drafts import KeptDrafts
from tests.faults.content import content_hash, shipped_versions, unpacked

_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where operations happen."""

    desk: Desk
    store: SqlStore
    home: Home
    session_id: SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something an author does."""

    name: str
    prepare: Callable[[Place], Awaitable[Any]]
    run: Callable[[Place, Any], Awaitable[object]]
    done: Callable[[Place, Any], Awaitable[bool]]
    """Tells whether all of it has happened."""
    tells: bool = True
    """Whether a failure is told to who asked; drafts are kept without anybody asking."""


def _fresh(word: str) -> str:
    return f"{word} {next(_numbers)}"


async def _line(place: Place) -> Any:
    return (await place.desk.stories.story(place.session_id)).line


async def _world(place: Place) -> Any:
    return (await place.desk.stories.story(place.session_id)).session.world_id


async def _found(place: Place, name: str) -> LoreEntry | None:
    try:
        return await place.desk.library.find_entry(
            name, world_id=await _world(place), session_id=place.session_id
        )
    except LoredeskError:
        return None


async def _read_to_the_end(events: Any) -> None:
    async with aclosing(events):
        async for _ in events:
            pass


# A turn


async def _a_text(_place: Place) -> str:
    return _fresh("I count the lamps, and come to")


async def _send(place: Place, text: str) -> None:
    line = await _line(place)
    if line[-1].message.text == text:
        # The turn is safe, its reply is not: asking again is what the window offers.
        again = place.desk.generation.regenerate(place.session_id, line[-1].message.id)
        await _read_to_the_end(again)
    elif line[-1].message.state is not MessageState.COMPLETE:
        again = place.desk.generation.regenerate(place.session_id, line[-1].message.id)
        await _read_to_the_end(again)
    else:
        await _read_to_the_end(place.desk.generation.reply(place.session_id, text))


async def _is_answered(place: Place, text: str) -> bool:
    line = await _line(place)
    told = [one.message.text for one in line if one.message.role is Role.AUTHOR]
    last = line[-1].message
    return (
        told.count(text) == 1 and last.role is Role.NARRATOR and last.state is MessageState.COMPLETE
    )


async def _last_reply(place: Place) -> tuple[MessageId, int]:
    line = await _line(place)
    story = await place.desk.stories.story(place.session_id)
    return line[-1].message.id, len(story.messages)


async def _regenerate(place: Place, asked: tuple[MessageId, int]) -> None:
    await _read_to_the_end(place.desk.generation.regenerate(place.session_id, asked[0]))


async def _is_another_take(place: Place, asked: tuple[MessageId, int]) -> bool:
    last = (await _line(place))[-1].message
    return last.id != asked[0] and last.state is MessageState.COMPLETE


async def _another_take(place: Place) -> tuple[MessageId, int]:
    await _regenerate(place, await _last_reply(place))
    return await _last_reply(place)


async def _delete(place: Place, asked: tuple[MessageId, int]) -> None:
    await place.desk.stories.delete(place.session_id, asked[0])


async def _is_gone(place: Place, asked: tuple[MessageId, int]) -> bool:
    return asked[0] not in {one.message.id for one in await _line(place)}


async def _a_deleted_take(place: Place) -> tuple[MessageId, int]:
    asked = await _another_take(place)
    await _delete(place, asked)
    return asked


async def _restore_message(place: Place, asked: tuple[MessageId, int]) -> None:
    await place.desk.stories.restore(place.session_id, asked[0])


async def _is_there(place: Place, asked: tuple[MessageId, int]) -> bool:
    trash = await place.desk.stories.deleted(place.session_id)
    return asked[0] not in {one.message.id for one in trash}


async def _another_line(place: Place) -> MessageId:
    before, _ = await _last_reply(place)
    await _another_take(place)
    return before


async def _goto(place: Place, message_id: MessageId) -> None:
    await place.desk.stories.goto(place.session_id, message_id)


async def _is_head(place: Place, message_id: MessageId) -> bool:
    return bool((await _line(place))[-1].message.id == message_id)


# Proposals


async def _newcomers(place: Place, number: int) -> list[ProposalId]:
    last = (await _line(place))[-1]
    names = [_fresh("Lampwright") for _ in range(number)]
    proposals = [
        Proposal(
            id=ProposalId(f"proposal {name}"),
            session_id=place.session_id,
            kind=ProposalKind.CREATE_ENTITY,
            title=f"{name} {uuid4().hex}",
            entry_id=LoreId(f"entry {name}"),
            proposed=f"{name} keeps the lamps.",
            entity=NewEntity(
                title=f"{name} {uuid4().hex}",
                category="character",
                content=f"{name} keeps the lamps.",
            ),
            events=(
                ProposalEvent(
                    message_id=last.message.id, anchor=last.message.id, turn=1, summary=name
                ),
            ),
            created_at=datetime.now(UTC),
        )
        for name in names
    ]

    def work(repos: Any) -> None:
        for proposal in proposals:
            repos.proposals.add(proposal)

    await place.store.write(work)
    return [proposal.id for proposal in proposals]


async def _one_newcomer(place: Place) -> list[ProposalId]:
    return await _newcomers(place, 1)


async def _three_newcomers(place: Place) -> list[ProposalId]:
    return await _newcomers(place, 3)


async def _accept(place: Place, ids: list[ProposalId]) -> None:
    await place.desk.review.accept(ids)


async def _are_entries(place: Place, ids: list[ProposalId]) -> bool:
    states = {(await place.desk.review.proposal(one)).state for one in ids}
    wanted = [one.replace("proposal", "entry", 1) for one in ids]
    found = [await _found(place, one) for one in wanted]
    added = any(found) and all(found)
    if any(found) != all(found):
        raise AssertionError("some of them are entries, and some are not")
    if added != (states == {"accepted"}):
        raise AssertionError(f"accepted by halves: {states}, entries {added}")
    return added


async def _reject(place: Place, ids: list[ProposalId]) -> None:
    await place.desk.review.reject(ids)


async def _are_rejected(place: Place, ids: list[ProposalId]) -> bool:
    return {(await place.desk.review.proposal(one)).state for one in ids} == {"rejected"}


# Lore


async def _new_draft(place: Place) -> EntryDraft:
    title = _fresh("The Old Kiln")
    return EntryDraft(
        world_id=await _world(place),
        title=f"{title} {uuid4().hex}",
        category="location",
        content=f"{title} is cold.",
    )


async def _save_entry(place: Place, draft: EntryDraft) -> None:
    await place.desk.library.save_entry(draft)


async def _is_saved(place: Place, draft: EntryDraft) -> bool:
    entry = await _found(place, draft.title)
    return entry is not None and entry.content == draft.content


async def _an_entry(place: Place) -> Any:
    return await place.desk.library.save_entry(await _new_draft(place))


async def _edited_draft(place: Place) -> EntryDraft:
    entry = await _an_entry(place)
    return EntryDraft(
        world_id=entry.world_id,
        id=entry.id,
        base_revision=entry.revision,
        title=entry.title,
        category=entry.category,
        content=_fresh("It is warm"),
    )


async def _a_note(place: Place) -> tuple[LoreId, str]:
    return (await _an_entry(place)).id, _fresh("Somebody has lit it")


async def _save_note(place: Place, note: tuple[LoreId, str]) -> None:
    await place.desk.library.save_note(place.session_id, *note, base=None)


async def _note_is_there(place: Place, note: tuple[LoreId, str]) -> bool:
    view = await place.desk.library.entry(note[0], place.session_id)
    return view.note is not None and view.note.note_content == note[1]


async def _an_entry_with_a_note(place: Place) -> tuple[LoreId, str]:
    note = await _a_note(place)
    await _save_note(place, note)
    return note


async def _promote(place: Place, note: tuple[LoreId, str]) -> None:
    await place.desk.canon.promote(place.session_id, note[0])


async def _is_canon(place: Place, note: tuple[LoreId, str]) -> bool:
    view = await place.desk.library.entry(note[0], None)
    return note[1] in view.entry.content


async def _close(place: Place, note: tuple[LoreId, str]) -> None:
    await place.desk.knowledge.set_sentence(note[0], place.session_id, note[1], SECRET)


async def _is_closed(place: Place, note: tuple[LoreId, str]) -> bool:
    found = await place.desk.knowledge.who_knows(note[0], place.session_id)
    return any(one.own == SECRET for one in found.of("note"))


async def _learn(place: Place, note: tuple[LoreId, str]) -> None:
    await place.desk.knowledge.learn(place.session_id, note[0], [note[0]])


async def _is_learned(place: Place, note: tuple[LoreId, str]) -> bool:
    found = await place.desk.knowledge.who_knows(note[0], place.session_id)
    return len(found.learners) == 1


async def _two_entries(place: Place) -> tuple[LoreId, LoreId]:
    return (await _an_entry(place)).id, (await _an_entry(place)).id


async def _merge(place: Place, pair: tuple[LoreId, LoreId]) -> None:
    await place.desk.merging.merge(None, *pair, "They are one.")


async def _are_one(place: Place, pair: tuple[LoreId, LoreId]) -> bool:
    view = await place.desk.library.entry(pair[1], None)
    redirects = await place.desk.merging.redirects(pair[1])
    return len(redirects) == 1 and view.entry.content == "They are one."


async def _trash(place: Place, note: tuple[LoreId, str]) -> None:
    await place.desk.trash.delete_entry(note[0])


async def _is_trashed(place: Place, note: tuple[LoreId, str]) -> bool:
    return note[0] in {one.id for one in await place.desk.trash.contents()}


# Everything around


async def _settings(place: Place) -> Any:
    before = place.desk.models.settings()
    theme = Theme.DARK if before.theme is not Theme.DARK else Theme.LIGHT
    return replace(before, theme=theme)


async def _save_settings(place: Place, after: Any) -> None:
    await place.desk.models.save_settings(after)


async def _settings_are_kept(place: Place, after: Any) -> bool:
    written = settings_file.load(place.home.settings_file, {}).theme is after.theme
    return bool(place.desk.models.settings() == after and written)


async def _keep_draft(place: Place, text: str) -> None:
    file = place.home.drafts_file
    drafts = KeptDrafts({}, write=lambda told: drafts_file.save(file, told), pause=0.0)
    drafts[place.session_id] = text
    await drafts.aclose()


async def _draft_is_kept(place: Place, text: str) -> bool:
    found = drafts_file.load(place.home.drafts_file, datetime.now(UTC).date())
    if found.problem:
        raise AssertionError(found.problem)
    return found.texts.get(place.session_id) == text


async def _backups(place: Place) -> set[str]:
    return {one.name for one in await place.desk.backups.list()}


async def _make_backup(place: Place, _before: set[str]) -> None:
    await place.desk.backups.create("by hand")


async def _backup_is_sound(place: Place, before: set[str]) -> bool:
    made = [one for one in await place.desk.backups.list() if one.name not in before]
    checks = [await place.desk.backups.verify(one.name) for one in made]
    if not all(check.ok for check in checks):
        raise AssertionError("a backup was left that cannot be trusted")
    return bool(made)


async def _an_old_file(place: Place) -> tuple[Path, str]:
    folder = place.home.path / _fresh("old")
    folder.mkdir()
    file = unpacked(shipped_versions()[0], folder / "loredesk.db")
    return file, content_hash(file)


async def _upgrade(_place: Place, old: tuple[Path, str]) -> None:
    upgrade(old[0], backups=old[0].parent / "backups")


async def _is_upgraded(_place: Place, old: tuple[Path, str]) -> bool:
    file, before = old
    held = content_hash(file)
    if current_version(file) == newest_version():
        return True
    if held != before:
        raise AssertionError("it is neither old nor new")
    return False


async def _a_file_to_replace(place: Place) -> tuple[Path, str, str]:
    file, _ = await _an_old_file(place)
    build(file, "head")
    before = content_hash(file)
    made = FolderShelf(file, file.parent / "backups").create("by hand", datetime.now(UTC))
    _write_later(file)
    return file, made.name if made else "", before


def _write_later(file: Path) -> None:
    """Write something to *file* that was not in it."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO meta VALUES ('later', 'yes')")


async def _restore(_place: Place, asked: tuple[Path, str, str]) -> None:
    file, name, _ = asked
    restore(file, file.parent / "backups", name, now=datetime.now(UTC))


async def _is_restored(_place: Place, asked: tuple[Path, str, str]) -> bool:
    file, _, before = asked
    if (file.parent / "loredesk.db.restoring").exists():
        return False
    if not file.exists():
        raise AssertionError("the library is gone")
    return content_hash(file) == before


async def _nothing(_place: Place) -> None:
    return None


async def _pause(place: Place, _: None) -> None:
    await place.desk.queue.pause(session_id=place.session_id)


async def _is_paused(place: Place, _: None) -> bool:
    if place.session_id not in (await place.desk.queue.status()).paused_sessions:
        return False
    await place.desk.queue.resume(session_id=place.session_id)
    return True


async def _a_cancelled_task(place: Place) -> TaskId:
    tasks = await place.desk.queue.tasks(status=TaskStatus.CANCELLED)
    if not tasks:
        task = await place.desk.queue.analyse(place.session_id)
        tasks = (task,) if task else await place.desk.queue.tasks(status=TaskStatus.PENDING)
        await place.desk.queue.cancel(tasks[0].id)
    return TaskId(tasks[0].id)


async def _requeue(place: Place, task_id: TaskId) -> None:
    await place.desk.queue.retry(task_id)


async def _is_pending(place: Place, task_id: TaskId) -> bool:
    pending = {task.id for task in await place.desk.queue.tasks(status=TaskStatus.PENDING)}
    if task_id not in pending:
        return False
    await place.desk.queue.cancel(task_id)
    return True


OPERATIONS: tuple[Operation, ...] = (
    Operation(name="send a turn", prepare=_a_text, run=_send, done=_is_answered),
    Operation(name="regenerate", prepare=_last_reply, run=_regenerate, done=_is_another_take),
    Operation(name="delete", prepare=_another_take, run=_delete, done=_is_gone),
    Operation(name="restore", prepare=_a_deleted_take, run=_restore_message, done=_is_there),
    Operation(name="go to a message", prepare=_another_line, run=_goto, done=_is_head),
    Operation(name="accept", prepare=_one_newcomer, run=_accept, done=_are_entries),
    Operation(name="accept several", prepare=_three_newcomers, run=_accept, done=_are_entries),
    Operation(name="reject", prepare=_one_newcomer, run=_reject, done=_are_rejected),
    Operation(name="new entry", prepare=_new_draft, run=_save_entry, done=_is_saved),
    Operation(name="edit an entry", prepare=_edited_draft, run=_save_entry, done=_is_saved),
    Operation(name="edit a note", prepare=_a_note, run=_save_note, done=_note_is_there),
    Operation(name="promote", prepare=_an_entry_with_a_note, run=_promote, done=_is_canon),
    Operation(name="close", prepare=_an_entry_with_a_note, run=_close, done=_is_closed),
    Operation(name="learn", prepare=_an_entry_with_a_note, run=_learn, done=_is_learned),
    Operation(name="merge", prepare=_two_entries, run=_merge, done=_are_one),
    Operation(name="put in the trash", prepare=_a_note, run=_trash, done=_is_trashed),
    Operation(name="save settings", prepare=_settings, run=_save_settings, done=_settings_are_kept),
    Operation(
        name="keep a draft", prepare=_a_text, run=_keep_draft, done=_draft_is_kept, tells=False
    ),
    Operation(name="make a backup", prepare=_backups, run=_make_backup, done=_backup_is_sound),
    Operation(name="migrate", prepare=_an_old_file, run=_upgrade, done=_is_upgraded),
    Operation(name="restore a backup", prepare=_a_file_to_replace, run=_restore, done=_is_restored),
    Operation(name="pause the queue", prepare=_nothing, run=_pause, done=_is_paused),
    Operation(name="queue again", prepare=_a_cancelled_task, run=_requeue, done=_is_pending),
)

Failure = LoredeskError
"""What an author is told."""
