"""For whom a reply is told: who speaks, what of the lore they may hear, and where they have been."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from loredesk.domain.ids import LoreId, MessageId
from loredesk.domain.knowing import STRANGER, Withheld
from loredesk.domain.lore import LoreEntry, name_key
from loredesk.domain.messages import Message, NarratorTells, last_panel
from loredesk.domain.notes import SessionNote
from loredesk.domain.panel import Panel
from loredesk.domain.withholding import Knowledge
from loredesk.ports.store import Repos
from loredesk.recall.story.passages import StoryPassage
from loredesk.services.knowing import called, knowledge_of, who_speaks
from loredesk.services.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """For whom a reply is told."""

    knowledge: Knowledge
    voice: LoreEntry | None = None
    """The character who speaks; None for the narrator."""
    names: frozenset[str] = frozenset()
    """The keys of what a panel may call the one who speaks, parts of names that are theirs alone
    among them; none for a narrator."""
    hidden: frozenset[LoreId] = frozenset()
    """The entries of which they may be told nothing."""

    def whom(self) -> str:
        """Return from whom something is withheld."""
        return self.voice.title if self.voice else "the narrator"

    def was_there(self, present: Iterable[str] | None) -> bool:
        """Return whether the one who speaks was among those *present*; where nobody says, they were.

        A narrator is everywhere.
        """
        if self.voice is None or present is None:
            return True
        return not self.names.isdisjoint(name_key(one.partition("(")[0]) for one in present)

    def missed(self, rows: Sequence[StoryPassage]) -> frozenset[MessageId]:
        """Return the messages, of those *rows* are of, at which the one who speaks was not there."""
        if self.voice is None:
            return frozenset()
        there: dict[tuple[str, ...] | None, bool] = {}
        for row in rows:
            if row.present not in there:
                there[row.present] = self.was_there(row.present)
        return frozenset(row.message_id for row in rows if not there[row.present])

    def panel(self, messages: Sequence[Message]) -> Panel | None:
        """Return the scene as the one who speaks saw it last; *messages* end the line."""
        if self.voice is None:
            return last_panel(messages)
        seen = [one for one in messages if one.panel is not None and one.panel.present]
        return last_panel([one for one in seen if one.panel and self.was_there(one.panel.present)])


def turns_without(rows: Sequence[StoryPassage], messages: Collection[MessageId]) -> frozenset[int]:
    """Return the turns of which no message is among *messages*."""
    with_some = {row.turn for row in rows if row.message_id in messages}
    return frozenset(row.turn for row in rows) - with_some


def unbound(scene: Scene) -> Listener | None:
    """Return the narrator who may tell everything; None where somebody else speaks, or may not."""
    session = scene.session
    if session.voice is not None or session.narrator_tells is not NarratorTells.ALL:
        return None
    return Listener(knowledge=Knowledge(session_id=session.id))


def read_listener(repos: Repos, scene: Scene) -> Listener:
    """Return for whom the reply after *scene* is told."""
    session = scene.session
    panel = scene.panel
    present = panel.present if panel is not None else ()
    head = scene.head
    here = called(repos, scene.world.id, session.id, present, head=head)
    speaking = who_speaks(repos, session, here, head=head)
    knowledge = knowledge_of(repos, session.id, speaking.audience, head=head)
    if speaking.audience is None:
        return Listener(knowledge=knowledge)
    people = speaking.audience or (STRANGER,)
    hidden = frozenset(
        entry_id
        for entry_id, visibility in repos.knowledge.closed(scene.world.id).items()
        # Of those with more set about them, or learned, something may be told.
        if entry_id not in knowledge.guarded
        and not any(visibility.lets(one.counts_as) for one in people)
    )
    names = _names_of(repos, scene, speaking.voice) if speaking.voice else frozenset()
    return Listener(knowledge=knowledge, voice=speaking.voice, names=names, hidden=hidden)


def _names_of(repos: Repos, scene: Scene, voice: LoreEntry) -> frozenset[str]:
    """Return the keys of the names of *voice*, and of the words of them that no other name has."""
    own = frozenset(map(name_key, voice.names))
    words = {word for key in own for word in key.split()}
    rows = (*repos.lore.names(scene.world.id), *repos.lore.own_names(scene.session.id))
    for row in rows:
        if row.entry_id != voice.id:
            words.difference_update(*(name_key(one).split() for one in row.names))
    return own | words


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What of some entries and their notes may be told, and what may not."""

    entries: Mapping[LoreId, LoreEntry] = field(hash=False)
    """Those of which something may be told, with no more than that."""
    notes: Mapping[LoreId, SessionNote] = field(hash=False)
    withheld: tuple[Withheld, ...] = ()
    names: Mapping[LoreId, str] = field(default_factory=dict, hash=False)
    """The titles of those who know what is withheld."""


def heard_by(
    repos: Repos,
    listener: Listener,
    entries: Mapping[LoreId, LoreEntry],
    notes: Mapping[LoreId, SessionNote],
) -> Heard:
    """Return what of *entries* and *notes* may be told to *listener*."""
    said: dict[LoreId, LoreEntry] = {}
    noted: dict[LoreId, SessionNote] = {}
    withheld: list[Withheld] = []
    for entry_id, entry in entries.items():
        note = notes.get(entry_id)
        told = listener.knowledge.told(entry, note.note_content if note else "")
        withheld += told.withheld
        if told.entry is not None:
            said[entry_id] = told.entry
        if note is not None and told.note:
            noted[entry_id] = replace(note, note_content=told.note)
    known = {one for some in withheld for one in some.visibility.by or ()}
    names = {one: entry.title for one, entry in repos.lore.many(sorted(known)).items()}
    return Heard(entries=said, notes=noted, withheld=tuple(withheld), names=names)
