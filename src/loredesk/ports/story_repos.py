"""What Loredesk keeps of worlds, sessions, messages and what replies were told."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from loredesk.domain.glances import SessionRow, WorldRow
from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.lore import World
from loredesk.domain.manifest import Manifest
from loredesk.domain.messages import LineShift, Message, Session
from loredesk.domain.steering import Steer


class WorldRepo(Protocol):
    """The worlds of a home."""

    def add(self, world: World) -> None:
        """Keep a new world."""
        ...

    def get(self, world_id: WorldId) -> World:
        """Return a world, or refuse with a sentence where there is none."""
        ...

    def find(self, name: str) -> World | None:
        """Return the world with *name* as its id or exact title, or None."""
        ...

    def rows(self) -> tuple[WorldRow, ...]:
        """Return every world with the number of its canon entries, the oldest first."""
        ...


class SessionRepo(Protocol):
    """The sessions of a home."""

    def add(self, session: Session) -> None:
        """Keep a new session."""
        ...

    def get(self, session_id: SessionId) -> Session:
        """Return a session, or refuse with a sentence where there is none."""
        ...

    def put(self, session: Session) -> None:
        """Keep *session* as it is now; its head is moved with `put_head`."""
        ...

    def put_head(self, session_id: SessionId, head: MessageId) -> LineShift:
        """Show the line to *head*; return which messages left the line and which came."""
        ...

    def rows(self, world_id: WorldId | None = None) -> tuple[SessionRow, ...]:
        """Return the sessions of a world, or of all, the newest first."""
        ...


class MessageRepo(Protocol):
    """The message trees of all sessions."""

    def add(self, message: Message) -> Message:
        """Keep a new message and return it with its sequence number."""
        ...

    def put(self, message: Message) -> None:
        """Keep *message* as it is now; where it hangs in the tree never changes."""
        ...

    def get(self, message_id: MessageId) -> Message:
        """Return a message, or refuse with a sentence where there is none."""
        ...

    def of_session(self, session_id: SessionId, *, trash: bool = False) -> tuple[Message, ...]:
        """Return the whole tree of a session in the order of writing, or with what was deleted."""
        ...

    def line(self, head: MessageId | None, *, last: int | None = None) -> tuple[Message, ...]:
        """Return the path from the root to *head*, or only the *last* messages of it."""
        ...

    def stretch(self, first: MessageId, last: MessageId) -> tuple[Message, ...]:
        """Return the messages from *first* to *last*, which comes after it on some line."""
        ...

    def path(self, head: MessageId) -> tuple[MessageId, ...]:
        """Return the ids of the messages from the root to *head*, in order."""
        ...

    def on_line(self, message_ids: Collection[MessageId]) -> frozenset[MessageId]:
        """Return those of *message_ids* that are on the line their session shows."""
        ...

    def shift_to(self, session_id: SessionId, head: MessageId) -> LineShift:
        """Return what would leave the line and what would come, were *head* shown."""
        ...

    def line_of_entry(
        self, session_id: SessionId, entry_id: LoreId, shift: LineShift | None = None
    ) -> Mapping[MessageId, int]:
        """Return the messages on the line that an entry's notes and proposals rest on, by turn.

        With *shift*: on the line as it would be then.
        """
        ...

    def entries_resting_on(self, message_ids: Collection[MessageId]) -> tuple[LoreId, ...]:
        """Return the entries whose note may read differently where *message_ids* do not count."""
        ...

    def replies_to(self, message_id: MessageId) -> int:
        """Return how many messages of the narrator follow *message_id*, on any line."""
        ...

    def turn_of(self, message_id: MessageId) -> int:
        """Return the number of the turn *message_id* belongs to; 0 where there is none."""
        ...

    def depth_of(self, message_id: MessageId) -> int:
        """Return how many messages stand above *message_id*; 0 where there is none."""
        ...

    def put_in_trash(self, message_id: MessageId, when: datetime) -> None:
        """Put a message and all below it into the trash, as one."""
        ...

    def take_from_trash(self, message_id: MessageId) -> None:
        """Bring a message back with what went along with it, and everything it hangs on."""
        ...

    def deleted(self, session_id: SessionId) -> frozenset[MessageId]:
        """Return the messages of a session that were deleted themselves, not with another."""
        ...

    def newest_below(self, message_id: MessageId) -> MessageId:
        """Return the message below *message_id* that was written last, or itself."""
        ...

    def is_arriving_below(self, message_id: MessageId) -> bool:
        """Return whether a message, or one below it, is still arriving."""
        ...

    def other_take(self, message: Message) -> MessageId | None:
        """Return the newest other take of *message*, or None."""
        ...

    def arriving(self) -> tuple[Message, ...]:
        """Return the replies that were arriving when the program ended."""
        ...


class ManifestRepo(Protocol):
    """The manifests of all replies."""

    def add(self, manifest: Manifest) -> None:
        """Keep a manifest; texts kept before are not kept again."""
        ...

    def of_message(self, message_id: MessageId) -> Manifest | None:
        """Return what the model was told for a reply, or None."""
        ...

    def told(self, message_ids: Sequence[MessageId]) -> Mapping[MessageId, frozenset[LoreId]]:
        """Return which entries the model was told for each of some replies."""
        ...


class SteeringRepo(Protocol):
    """What the author says about recall, session by session."""

    def of_session(self, session_id: SessionId) -> Mapping[LoreId, Steer]:
        """Return how entries are treated; those nothing is said about are missing."""
        ...

    def put(self, session_id: SessionId, entry_id: LoreId, steer: Steer | None) -> None:
        """Keep how an entry is treated; None leaves it to recall."""
        ...


class WeightRepo(Protocol):
    """What the clues of recall count in a world, where that was learned."""

    def of_world(self, world_id: WorldId) -> LearnedWeights | None:
        """Return what was learned for a world, or None; raises ValueError where it is damaged."""
        ...

    def put(self, learned: LearnedWeights) -> None:
        """Keep what was learned for its world, in place of what was learned before."""
        ...

    def forget(self, world_id: WorldId) -> None:
        """Let the built-in weights count in a world; nothing happens where they do."""
        ...
