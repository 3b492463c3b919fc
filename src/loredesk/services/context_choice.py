"""Choosing what of the material goes into a prompt, within its budget."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Message
from loredesk.domain.panel import Panel
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.task_inputs import EarlierPassage, KnownEntry, SpokenMessage
from loredesk.recall.budget import (
    Demand,
    Packed,
    Part,
    divided,
    fitting_prefix,
    needed,
    pack,
)
from loredesk.recall.excerpts import Excerpt, costs, excerpts, repeated
from loredesk.recall.quotas import spread
from loredesk.recall.story.passages import StoryPassage
from loredesk.services.context_reading import Reading, Waiting
from loredesk.services.summaries.recaps import Recap, fitting_recaps
from loredesk.services.telling import known, message_tokens, newest_within

TOLD_FIRST = 2
"""So many of the last messages are told before anything else is."""
MOST_EARLIER = 40
"""So many passages are looked at for what fits."""
STEP = 4
"""Messages; see `newest_within`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that could be told."""

    reading: Reading
    rows: Sequence[StoryPassage]
    """The passages of the line, in order; empty where the prompt has no place for them."""
    ranked: Sequence[int]
    """Those rows in the order in which they matter, none of them unheard."""
    worth: Collection[int]
    """The rows that matter at all."""
    unheard: Collection[MessageId] = ()
    """Messages at which the one who speaks was not there: nothing of them may be told."""
    panel: Panel | None = None
    """The scene as it stands, as far as the one who speaks saw it."""
    recaps: Sequence[Recap] = ()
    """The summaries in the order in which they matter."""
    recent: Sequence[Message] = ()
    """The end of the line."""
    places: Sequence[int] = ()
    """Where each of those stands on the line, from 0."""
    frames: Mapping[Part, int] = field(default_factory=dict, hash=False)
    """What the heading of each part costs, where anything is told there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is told."""

    packed: tuple[Packed, ...] = ()
    recent: tuple[Message, ...] = ()
    shown: frozenset[MessageId] = frozenset()
    """The recent messages that are told whole."""
    chosen: tuple[int, ...] = ()
    """The rows that were recalled, the best first."""
    excerpts: tuple[Excerpt, ...] = ()
    """These rows with their neighbours, in the order of the story."""
    repeats: Mapping[int, int] = field(default_factory=dict, hash=False)
    """The rows that say nothing another one does not, each with that one."""
    waiting: tuple[Waiting, ...] = ()
    recaps: tuple[Recap, ...] = ()

    @property
    def earlier(self) -> tuple[EarlierPassage, ...]:
        """Return the excerpts as a prompt shows them."""
        return tuple(
            EarlierPassage(
                turn=one.passages[0].turn,
                lines=tuple(
                    SpokenMessage(speaker=line.speaker, text=line.text) for line in one.passages
                ),
            )
            for one in self.excerpts
        )


def choose(material: Material, room: int) -> Choice:
    """Return what fits *room* tokens. More room never takes anything away."""
    ranked, must = told_in_order(material.reading)
    unheard = set(material.unheard)
    waiting = [one for one in material.reading.unreviewed if one.message_id not in unheard]
    worth = [row for row in material.ranked if row in material.worth]
    repeats = dict(repeated(worth, material.rows))
    rows = [row for row in worth if row not in repeats]
    given = _divided(
        material,
        room,
        {
            Part.LORE: needed(ranked, must),
            Part.RECENT: _needed_by_recent(material.recent),
            Part.EVIDENCE: Demand(0, sum(costs(rows, material.rows, unheard))),
            Part.SUMMARIES: Demand(0, sum(one.tokens for one in material.recaps)),
            Part.WAITING: Demand(0, sum(map(waiting_tokens, waiting))),
        },
    )
    recent = newest_within(material.recent, given[Part.RECENT], places=material.places, step=STEP)
    shown = _whole(recent, material.recent)
    apart = shown | unheard
    packed, _ = pack(ranked, given[Part.LORE], must=must)
    # What is shown already costs nothing here, but what stands beside it may help none the less.
    fitting = fitting_prefix(costs(rows, material.rows, apart), given[Part.EVIDENCE])
    chosen = tuple(rows[:fitting])
    return Choice(
        packed=tuple(packed),
        recent=recent,
        shown=shown,
        chosen=chosen,
        excerpts=excerpts(chosen, material.rows, apart),
        repeats=repeats,
        waiting=_fitting_waiting(waiting, given[Part.WAITING]),
        recaps=fitting_recaps(material.recaps, given[Part.SUMMARIES], shown=shown),
    )


def _divided(material: Material, room: int, demands: Mapping[Part, Demand]) -> Mapping[Part, int]:
    """Return what each part may use of *room* tokens below its heading."""
    frames = {part: material.frames.get(part, 0) for part in demands}
    framed = {
        part: Demand(least + frames[part] * bool(least), want + frames[part] * bool(want))
        for part, (least, want) in demands.items()
    }
    given = divided(room, framed)
    return {part: max(tokens - frames[part], 0) for part, tokens in given.items()}


def _needed_by_recent(recent: Sequence[Message]) -> Demand:
    sizes = [message_tokens(message) for message in recent]
    return Demand(sum(sizes[-TOLD_FIRST:]), sum(sizes))


def told_in_order(reading: Reading) -> tuple[list[KnownEntry], int]:
    """Return the entries that may be told, in order, and how many of the first must be."""
    told = [one for one in reading.candidates if one.entry_id not in reading.banned]
    must = sum(one.must for one in told)
    entries = [
        known(reading.entries[one.entry_id], reading.notes.get(one.entry_id)) for one in told
    ]
    return [*entries[:must], *spread(entries[must:], lambda entry: entry.category)], must


def _whole(recent: Sequence[Message], line: Sequence[Message]) -> frozenset[MessageId]:
    """Return which of *recent* are told as they stand on the *line*: the last one may be cut."""
    is_cut = bool(recent) and recent[-1] != line[-1]
    return frozenset(message.id for message in recent[: -1 if is_cut else None])


def waiting_tokens(waiting: Waiting) -> int:
    """Return what telling of something that waits for review costs."""
    return estimate_tokens(f"{waiting.text}\n")


def _fitting_waiting(waiting: Sequence[Waiting], room: int) -> tuple[Waiting, ...]:
    return tuple(waiting[: fitting_prefix(map(waiting_tokens, waiting), room)])
