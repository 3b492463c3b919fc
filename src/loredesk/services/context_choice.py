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
from loredesk.recall.excerpts import Excerpt, costs, excerpts
from loredesk.recall.quotas import spread
from loredesk.recall.story.passages import StoryPassage
from loredesk.services.context_reading import Reading, Waiting
from loredesk.services.summaries.recaps import Recap, fitting_recaps
from loredesk.services.telling import known, message_tokens, newest_within

TOLD_FIRST = 2
"""So many of the last messages are told before anything else is."""
MOST_EARLIER = 40
"""So many passages are looked at for what fits."""
STEP = 8
"""Messages; see `newest_within`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that could be told."""

    reading: Reading
    rows: Sequence[StoryPassage]
    """The passages of the line, in order; empty where the prompt has no place for them."""
    ranked: Sequence[int]
    """Those rows in the order in which they matter, none of them unheard."""
    repeats: Mapping[int, int]
    """Those of them that say nothing another one does not, each with that one."""
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
    place: int = 0
    """How many messages stand before those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is told."""

    packed: tuple[Packed, ...] = ()
    recent: tuple[Message, ...] = ()
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
    scene = sum(map(message_tokens, material.recent[-TOLD_FIRST:]))
    unheard = set(material.unheard)
    waiting = [one for one in material.reading.unreviewed if one.message_id not in unheard]
    repeats = material.repeats
    rows = [row for row in material.ranked if row in material.worth and row not in repeats]
    demands = {
        Part.LORE: needed(ranked, must),
        Part.RECENT: Demand(scene, sum(map(message_tokens, material.recent))),
        Part.EVIDENCE: Demand(0, sum(costs(rows, material.rows, unheard))),
        Part.SUMMARIES: Demand(0, sum(one.tokens for one in material.recaps)),
        Part.WAITING: Demand(0, sum(estimate_tokens(one.text) for one in waiting)),
    }
    given = divided(room, demands)
    recent = newest_within(material.recent, given[Part.RECENT], place=material.place, step=STEP)
    shown = {message.id for message in recent}
    packed, _ = pack(ranked, given[Part.LORE], must=must)
    apart = shown | unheard
    new = [row for row in rows if material.rows[row].message_id not in shown]
    fitting = fitting_prefix(costs(new, material.rows, apart), given[Part.EVIDENCE])
    chosen = tuple(new[:fitting])
    return Choice(
        packed=tuple(packed),
        recent=recent,
        chosen=chosen,
        excerpts=excerpts(chosen, material.rows, apart),
        repeats=repeats,
        waiting=_fitting_waiting(waiting, given[Part.WAITING]),
        recaps=fitting_recaps(material.recaps, given[Part.SUMMARIES], shown=shown),
    )


def told_in_order(reading: Reading) -> tuple[list[KnownEntry], int]:
    """Return the entries that may be told, in order, and how many of the first must be."""
    told = [one for one in reading.candidates if one.entry_id not in reading.banned]
    must = sum(one.must for one in told)
    entries = [
        known(reading.entries[one.entry_id], reading.notes.get(one.entry_id)) for one in told
    ]
    return [*entries[:must], *spread(entries[must:], lambda entry: entry.category)], must


def _fitting_waiting(waiting: Sequence[Waiting], room: int) -> tuple[Waiting, ...]:
    costs = (estimate_tokens(one.text) for one in waiting)
    return tuple(waiting[: fitting_prefix(costs, room)])
