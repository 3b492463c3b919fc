"""What was learned for a world: kept, looked at, given up again."""

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import WeightsChanged
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.lessons import Lesson
from loredesk.ports.store import Repos, Store
from loredesk.recall.story.weights import StoryWeights, basis_of
from loredesk.recall.weight_books import WeightBooks


class WeightService:
    """Keeps the weights that were learned for worlds."""

    def __init__(self, *, store: Store, books: WeightBooks, may_write: bool) -> None:
        self._store = store
        self._books = books
        self._may_write = may_write

    async def of_world(self, world_id: WorldId) -> LearnedWeights | None:
        """Return what was learned for a world, or None."""
        return await self._books.kept(world_id)

    async def in_use(self, world_id: WorldId) -> LearnedWeights | None:
        """Return what was learned for a world; None where the built-in weights are used."""
        return await self._books.in_use(world_id)

    def refuse_beside_owner(self) -> None:
        """Raise UserFixableError where nothing may be kept, before anything is learned."""
        if not self._may_write:
            hint = "Do it there, or close it first."
            raise UserFixableError("Loredesk is open here.", hint=hint)

    async def keep(
        self, session_id: SessionId, weights: StoryWeights, lesson: Lesson, model: str
    ) -> LearnedWeights:
        """Keep for the world of a session what was learned from it, where *model* embeds."""
        self.refuse_beside_owner()

        def work(repos: Repos) -> LearnedWeights:
            session = repos.sessions.get(session_id)
            learned = LearnedWeights(
                world_id=session.world_id,
                session_id=session.id,
                session_title=session.title,
                first=weights.first,
                second=weights.second,
                basis=basis_of(model),
                lesson=lesson,
                learned_at=repos.now,
            )
            repos.weights.put(learned)
            repos.announce(WeightsChanged(world_id=session.world_id))
            return learned

        return await self._store.write(work)

    async def forget(self, world_id: WorldId) -> None:
        """Let the built-in weights count in a world again; nothing happens where they do."""
        self.refuse_beside_owner()

        def work(repos: Repos) -> None:
            repos.weights.forget(world_id)
            repos.announce(WeightsChanged(world_id=world_id))

        await self._store.write(work)


def about_order(learned: LearnedWeights | None) -> tuple[str, ...]:
    """Return by what the messages a prompt tells were ordered, where not by the built-in weights."""
    return (f"Messages were ordered {learned.origin}.",) if learned is not None else ()
