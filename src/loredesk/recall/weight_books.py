"""What the clues count in every world that is asked about, kept between questions."""

import logging
from collections.abc import Callable

from loredesk.domain.events import WeightsChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.lessons import Verdict
from loredesk.ports.store import Store
from loredesk.recall.story.weights import BUILT_IN, StoryWeights, Weights, basis_of

logger = logging.getLogger(__name__)

_TOO_MUCH = 1e6
"""No clue counts so much: what says so is damaged."""


class WeightBooks:
    """Knows which weights were learned for a world, and whether they may be used."""

    def __init__(self, *, store: Store, model: Callable[[], str], hub: Hub) -> None:
        """Begin; *model* names the embedder in use."""
        self._store = store
        self._model = model
        self._kept: dict[WorldId, LearnedWeights | None] = {}
        self._world_of: dict[SessionId, WorldId] = {}
        self._heard = 0
        hub.subscribe(WeightsChanged, self._weights_changed)

    async def of_session(self, session_id: SessionId) -> StoryWeights:
        """Return by what the messages of a session are ordered."""
        learned = await self.in_session(session_id)
        return BUILT_IN if learned is None else StoryWeights(learned.first, learned.second)

    async def in_session(self, session_id: SessionId) -> LearnedWeights | None:
        """Return what was learned for the world of a session, as `in_use` does."""
        return await self.in_use(await self._world(session_id))

    async def in_use(self, world_id: WorldId) -> LearnedWeights | None:
        """Return what was learned for a world; None where the built-in weights are used.

        So it is too where what was learned cannot be used: it rests on another embedder, or was
        held against other built-in weights, or does not weigh the same clues.
        """
        learned = await self.kept(world_id)
        usable = learned is not None and is_usable(learned, self._model())
        return learned if usable else None

    async def kept(self, world_id: WorldId) -> LearnedWeights | None:
        """Return what was learned for a world, whether it can be used or not."""
        if world_id in self._kept:
            return self._kept[world_id]
        heard = self._heard
        try:
            learned = await self._store.read(lambda repos: repos.weights.of_world(world_id))
        except ValueError:
            # What the file says of it is damaged: a reply can be written without, the doctor sees it.
            logger.exception("The weights learned for world %s cannot be read", world_id)
            learned = None
        if heard == self._heard:
            self._kept[world_id] = learned
        return learned

    async def _world(self, session_id: SessionId) -> WorldId:
        if session_id not in self._world_of:
            session = await self._store.read(lambda repos: repos.sessions.get(session_id))
            self._world_of[session_id] = session.world_id
        return self._world_of[session_id]

    def _weights_changed(self, event: WeightsChanged) -> None:
        self._heard += 1
        self._kept.pop(event.world_id, None)


def is_usable(learned: LearnedWeights, model: str) -> bool:
    """Return whether *learned* says how much the clues there are count, where *model* embeds."""
    return (
        learned.lesson.verdict is Verdict.KEPT
        and learned.basis == basis_of(model)
        and _weighs(learned.first, BUILT_IN.first)
        and _weighs(learned.second, BUILT_IN.second)
    )


def _weighs(learned: Weights, known: Weights) -> bool:
    return learned.keys() == known.keys() and all(map(_is_number, learned.values()))


def _is_number(weight: object) -> bool:
    return isinstance(weight, int | float) and -_TOO_MUCH < weight < _TOO_MUCH
