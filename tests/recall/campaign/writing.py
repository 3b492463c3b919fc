"""Writing a generated campaign into a real library: entries, turns, notes, and who knows what."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from loredesk.bootstrap.bench.made_home import BareHome, new_id
from loredesk.domain.documents import embedded, passages, text_hash
from loredesk.domain.ids import LoreId, MessageId, RevisionId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry, World, handle_letter
from loredesk.domain.messages import Message, Role, Session
from loredesk.domain.notes import NoteRevision
from loredesk.domain.panel import Panel
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.ports.store import Repos
from loredesk.services.documents import story_task
from loredesk.tasks.queueing import queue_task
from tests.recall.campaign.world import Campaign, Change, Entry, Hidden, Turn, joined

WORLD, SESSION = WorldId("world"), SessionId("session")
ENTRIES_AT_ONCE = 100
TURNS_AT_ONCE = 25
_WHOLE = {Hidden.ENTRY, Hidden.LEARNED, Hidden.LEARNED_UNDONE}


def entry_id(number: int) -> LoreId:
    """Return the id of the entry with this number."""
    return LoreId(f"entry{number}")


def reply_id(number: int, *, undone: bool = False) -> MessageId:
    """Return the id of the reply of a turn, the one that stayed or the one that was undone."""
    return MessageId(f"{'undone' if undone else 'reply'}{number}")


async def write(home: BareHome, campaign: Campaign) -> None:
    """Write a campaign, and give everything its vectors. The queue runs from here on."""
    await home.store.write(_begin)
    for start in range(0, len(campaign.entries), ENTRIES_AT_ONCE):
        await _write_entries(home, campaign.entries[start : start + ENTRIES_AT_ONCE])
    for start in range(0, len(campaign.turns), TURNS_AT_ONCE):
        some = campaign.turns[start : start + TURNS_AT_ONCE]
        await home.store.write(partial(_write_turns, home, campaign, some))
    await _hide(home, campaign)
    await home.store.write(lambda repos: queue_task(repos, new_id, story_task(SESSION)))
    engine = home.joined.engine
    if engine is not None:
        await engine.start()
    await settle(home)


async def settle(home: BareHome) -> None:
    """Wait until everything has its vectors."""
    if home.joined.engine is not None:
        await home.joined.engine.drained()


def _begin(repos: Repos) -> None:
    repos.worlds.add(World(id=WORLD, title="Generated", created_at=repos.now))
    session = Session(
        id=SESSION,
        world_id=WORLD,
        title="Generated",
        simulate_every=0,
        chapter_turns=0,
        created_at=repos.now,
        updated_at=repos.now,
    )
    repos.sessions.add(session)


async def _write_entries(home: BareHome, entries: Sequence[Entry]) -> None:
    texts = [text for one in entries for text in passages(one.title, one.content)]
    rows = await home.embedder.embed(list(map(embedded, texts)), purpose="document")
    vectors = {text_hash(text): row for text, row in zip(texts, rows, strict=True)}

    def work(repos: Repos) -> None:
        repos.documents.put_vectors(home.embedder.info.model, vectors)
        for one in entries:
            entry = LoreEntry(
                id=entry_id(one.number),
                world_id=WORLD,
                handle=f"{handle_letter(one.category)}{one.number}",
                title=one.title,
                category=one.category,
                content=one.content,
                aliases=one.aliases,
                visibility=_visibility(one),
                created_at=repos.now,
                updated_at=repos.now,
            )
            repos.lore.add(entry, by="author")
            home.documents.entry_changed(repos, entry)

    await home.store.write(work)


def _visibility(entry: Entry) -> Visibility:
    if entry.secret is None:
        return EVERYONE
    if entry.secret.how is Hidden.ENTRY_KNOWN:
        return Visibility.known_by(entry_id(entry.secret.keeper))
    return SECRET if entry.secret.how in _WHOLE else EVERYONE


def _write_turns(home: BareHome, campaign: Campaign, turns: Sequence[Turn], repos: Repos) -> None:
    for turn in turns:
        head = repos.sessions.get(SESSION).head
        if (undone := campaign.undone.get(turn.number)) is not None:
            _write_turn(home, repos, undone, below=head)
        _write_turn(home, repos, turn, below=head)


def _write_turn(home: BareHome, repos: Repos, turn: Turn, *, below: MessageId | None) -> None:
    reply = reply_id(turn.number, undone=turn.is_undone)
    asked = Message(
        id=MessageId(f"{reply}-asked"),
        session_id=SESSION,
        parent_id=below,
        seq=0,
        role=Role.AUTHOR,
        speaker="You",
        text=turn.asked,
        created_at=repos.now,
    )
    _say(home, repos, asked)
    answer = replace(
        asked,
        id=reply,
        parent_id=asked.id,
        role=Role.NARRATOR,
        speaker="Narrator",
        text=turn.reply,
        panel=Panel(time="noon", place=turn.place, present=turn.present),
    )
    _say(home, repos, answer)
    for change in turn.changes:
        _note(home, repos, change, reply)


def _say(home: BareHome, repos: Repos, message: Message) -> None:
    session = repos.sessions.get(SESSION)
    repos.messages.add(message)
    if message.parent_id == session.head:
        home.timeline.advance(repos, session, message.id)
    else:
        home.timeline.move(repos, session, message.id)


def _note(home: BareHome, repos: Repos, change: Change, reply: MessageId) -> None:
    about = entry_id(change.entry.number)
    before = repos.notes.current(SESSION, about)
    revision = NoteRevision(
        id=RevisionId(new_id()),
        session_id=SESSION,
        entry_id=about,
        seq=0,
        base=before.revision if before else None,
        anchors=frozenset() if change.by_hand else frozenset({reply}),
        content=joined(change.note),
        by="author" if change.by_hand else "model",
        stood_at=reply if change.by_hand else None,
        created_at=repos.now,
    )
    home.timeline.note_added(repos, revision)
    if change.taken_back:
        home.timeline.take_back(repos, revision.id)


async def _hide(home: BareHome, campaign: Campaign) -> None:
    knowledge = home.joined.desk.knowledge
    for one in campaign.secrets:
        secret, about = one.secret, entry_id(one.number)
        assert secret is not None
        if secret.how is Hidden.LORE_SENTENCE:
            await knowledge.set_sentence(about, None, secret.sentence, SECRET)
        elif secret.how is Hidden.NOTE_SENTENCE:
            await home.store.write(partial(_add_secret_to_note, home, one))
            keeper = Visibility.known_by(entry_id(secret.keeper))
            await knowledge.set_sentence(about, SESSION, secret.sentence, keeper)
        elif secret.how is Hidden.LEARNED:
            await knowledge.learn(SESSION, about, [entry_id(secret.keeper)])
        elif secret.how is Hidden.LEARNED_UNDONE and campaign.undone:
            voices = [entry_id(voice.number) for voice in campaign.voices]
            place = reply_id(max(campaign.undone), undone=True)
            await knowledge.learn(SESSION, about, voices, at=place)


def _add_secret_to_note(home: BareHome, entry: Entry, repos: Repos) -> None:
    assert entry.secret is not None
    before = repos.notes.current(SESSION, entry_id(entry.number))
    revision = NoteRevision(
        id=RevisionId(new_id()),
        session_id=SESSION,
        entry_id=entry_id(entry.number),
        seq=0,
        base=before.revision if before else None,
        anchors=frozenset(),
        content=f"{before.note_content} {entry.secret.sentence}"
        if before
        else entry.secret.sentence,
        by="author",
        stood_at=repos.sessions.get(SESSION).head,
        created_at=repos.now,
    )
    home.timeline.note_added(repos, revision)
