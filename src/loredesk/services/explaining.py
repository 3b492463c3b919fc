"""Explaining what a model was told, and letting the author steer what it will be told."""

from dataclasses import dataclass

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import SteeringChanged
from loredesk.domain.explanations import ComparedContexts, WhyNot, compared
from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.manifest import Manifest
from loredesk.domain.messages import Role
from loredesk.domain.steering import Steer, Steered
from loredesk.ports.store import Repos, Store
from loredesk.recall.engine import Query, RecallEngine
from loredesk.services.context import ContextBuilder
from loredesk.services.documents import is_seen
from loredesk.services.locking import standing_for
from loredesk.services.scene import Scene, query_of, read_scene

_TOLD = ("It was told", "It would be told now")
_LEFT_OUT = ("It was left out", "It would be left out now")
UNKNOWN = "This reply carries no record of what the model was told."


@dataclass(frozen=True, slots=True)
class _Asked:
    manifest: Manifest | None
    entry: LoreEntry
    scene: Scene
    query: Query
    hindrance: str


class ExplainingService:
    """Says why something was told or not, and keeps what the author wants of recall."""

    def __init__(self, *, store: Store, recall: RecallEngine, context: ContextBuilder) -> None:
        self._store = store
        self._recall = recall
        self._context = context

    async def why_not(
        self, session_id: SessionId, entry_id: LoreId, message_id: MessageId | None = None
    ) -> WhyNot:
        """Return why an entry was not told for the reply *message_id*, or would not be now.

        What the reply's manifest says comes first; without a reply, what would be told were the
        story to go on now. Where that does not speak of the entry, it was no candidate: then it is
        said where the entry would stand.
        """
        asked = await self._store.read(lambda repos: _read(repos, session_id, entry_id, message_id))
        manifest, entry = asked.manifest, asked.entry
        if message_id is None:
            manifest = (await self._context.build(asked.scene, "")).manifest
        for told in manifest.entries if manifest else ():
            if told.entry_id == entry.id:
                sentence = f"{_TOLD[message_id is None]}: {told.reason}."
                return WhyNot(
                    entry_id=entry.id,
                    title=entry.title,
                    was_told=True,
                    sentence=sentence,
                    recorded=message_id is not None,
                    scores=told.scores,
                )
        standings = await self._recall.standings(asked.query, entry.id)
        for left in manifest.left_out if manifest else ():
            if left.entry_id == entry.id:
                return WhyNot(
                    entry_id=entry.id,
                    title=entry.title,
                    was_told=False,
                    sentence=f"{_LEFT_OUT[message_id is None]}: {left.reason}.",
                    recorded=message_id is not None,
                    scores=left.scores,
                    standings=standings,
                )
        return WhyNot(
            entry_id=entry.id,
            title=entry.title,
            was_told=False,
            sentence=asked.hindrance or _not_close(manifest),
            recorded=False,
            standings=standings,
        )

    async def compare(self, here: MessageId, there: MessageId) -> ComparedContexts:
        """Return what differs between what the model was told for two replies."""

        def work(repos: Repos) -> list[Manifest | None]:
            messages = [repos.messages.get(one) for one in (here, there)]
            return [repos.manifests.of_message(message.id) for message in messages]

        one, other = await self._store.read(work)
        if one is None or other is None:
            raise UserFixableError(UNKNOWN, hint="Choose two replies a model has written.")
        return compared(one, other)

    async def steering(self, session_id: SessionId) -> tuple[Steered, ...]:
        """Return the entries the author has recall treat otherwise in a session, by title."""

        def work(repos: Repos) -> tuple[Steered, ...]:
            steering = repos.steering.of_session(session_id)
            entries = repos.lore.many(list(steering))
            found = (
                Steered(entry_id=one, title=entries[one].title, steer=steer)
                for one, steer in steering.items()
                if one in entries
            )
            return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.entry_id)))

        return await self._store.read(work)

    async def steer(
        self, session_id: SessionId, entry_id: LoreId, steer: Steer | None
    ) -> Steer | None:
        """Have recall treat an entry so from now on; None leaves it to recall.

        Returns how it was treated until now.
        """

        def work(repos: Repos) -> Steer | None:
            session, entry = repos.sessions.get(session_id), repos.lore.get(entry_id)
            if entry.world_id != session.world_id:
                hint = "Choose an entry of the world that is played."
                raise UserFixableError(f"{entry.title!r} belongs to another world.", hint=hint)
            before = repos.steering.of_session(session_id).get(entry_id)
            repos.steering.put(session_id, entry_id, steer)
            repos.announce(SteeringChanged(session_id=session_id))
            return before

        return await self._store.write(work)


def _read(
    repos: Repos, session_id: SessionId, entry_id: LoreId, message_id: MessageId | None
) -> _Asked:
    entry = repos.lore.get(entry_id)
    if message_id is None:
        scene, text = read_scene(repos, session_id, repos.sessions.get(session_id).head), ""
        manifest = None
    else:
        scene, text = _scene_of(repos, session_id, message_id)
        manifest = repos.manifests.of_message(message_id)
    hindrance = _hindrance(repos, session_id, entry)
    return _Asked(manifest, entry, scene, query_of(scene, text), hindrance)


def _scene_of(repos: Repos, session_id: SessionId, message_id: MessageId) -> tuple[Scene, str]:
    """Return the scene a reply was written in, and the turn it answers."""
    parent_id = repos.messages.get(message_id).parent_id
    if parent_id is None:
        return read_scene(repos, session_id, None), ""
    parent = repos.messages.get(parent_id)
    if parent.role is Role.NARRATOR:
        return read_scene(repos, session_id, parent_id, goes_on=True), ""
    return read_scene(repos, session_id, parent.parent_id, answers=parent.id), parent.text


def _hindrance(repos: Repos, session_id: SessionId, entry: LoreEntry) -> str:
    """Return what keeps an entry from being told at all on the line that is shown; often nothing."""
    session = repos.sessions.get(session_id)
    instead = standing_for(repos, entry, session_id)
    merged = repos.lore.get(instead).title
    hindrances = (
        (entry.deleted_at is not None, "It is in the trash."),
        (entry.world_id != session.world_id, "It belongs to another world."),
        (entry.session_id not in {None, session_id}, "It is a newcomer of another session."),
        (not is_seen(repos, entry), "It first appears on another line of this session."),
        (instead != entry.id, f"It is merged into {merged!r}, which is told in its place."),
        (
            repos.steering.of_session(session_id).get(entry.id) is Steer.BAN,
            "You have banned it in this session.",
        ),
    )
    return next((sentence for hinders, sentence in hindrances if hinders), "")


def _not_close(manifest: Manifest | None) -> str:
    if manifest is None:
        return "It would not be among the entries that come closest."
    count = len(manifest.entries) + sum(left.entry_id is not None for left in manifest.left_out)
    return f"It was not among the {count} entries that came closest to this turn."
