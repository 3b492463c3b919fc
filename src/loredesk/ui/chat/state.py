"""What the chat pane shows, as frozen data."""

from dataclasses import dataclass
from enum import StrEnum

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import Story
from loredesk.domain.messages import Message, MessageState, Role
from loredesk.domain.panel import Panel
from loredesk.ui.notice import Notice

UNSENT = MessageId("")
"""The identity of a turn that was sent but is not stored yet."""


class Phase(StrEnum):
    """What the conversation is doing."""

    CLOSED = "closed"
    OPENING = "opening"
    READY = "ready"
    RECALLING = "recalling"
    STREAMING = "streaming"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One message of the line, with all that is shown of it."""

    message_id: MessageId
    role: Role
    text: str
    speaker: str = ""
    turn: int = 0
    take: int = 1
    takes: int = 1
    panel: Panel | None = None
    cut: bool = False
    stopped: bool = False
    """Whether the author cut it."""
    lacks_panel: bool = False
    """Whether it came without a panel where one was due, so that an earlier one counts."""
    has_context: bool = False
    """Whether what the model was told for it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatState:
    """The chat pane at one moment; the pieces of a reply still arriving are not part of it."""

    session_id: SessionId | None = None
    session_title: str = ""
    world_title: str = ""
    passages: tuple[Passage, ...] = ()
    phase: Phase = Phase.CLOSED
    notice: Notice | None = None

    @property
    def is_answering(self) -> bool:
        """Return whether a reply has been asked for and is not yet here."""
        return self.phase in {Phase.RECALLING, Phase.STREAMING, Phase.STOPPING}

    @property
    def last(self) -> Passage | None:
        """Return the newest message of the line."""
        return self.passages[-1] if self.passages else None

    @property
    def next_turn(self) -> int:
        """Return the number the next turn of the author would have."""
        return self.last.turn + 1 if self.last else 1

    @property
    def is_unanswered(self) -> bool:
        """Return whether the author's newest turn is kept and has no reply."""
        return self.phase is Phase.READY and self.last is not None and self.last.role is Role.AUTHOR

    @property
    def can_regenerate(self) -> bool:
        """Return whether another take of the newest reply can be asked for."""
        if self.phase is not Phase.READY or self.last is None:
            return False
        is_opening = len(self.passages) == 1 and self.last.role is Role.NARRATOR
        return not is_opening


def cut_end(story: Story) -> frozenset[MessageId]:
    """Return the newest message of *story* where it is cut."""
    is_cut = bool(story.line) and story.line[-1].message.state is MessageState.CUT
    return frozenset({story.line[-1].message.id}) if is_cut else frozenset()


def unsent(text: str, turn: int) -> Passage:
    """Return the author's turn as it is shown before it is stored."""
    return Passage(message_id=UNSENT, role=Role.AUTHOR, text=text, turn=turn)


def stored(message: Message, turn: int) -> Passage:
    """Return a turn of the author that has just been stored."""
    return Passage(
        message_id=message.id,
        role=message.role,
        text=message.text,
        speaker=message.speaker,
        turn=turn,
    )


def is_news(story: Story, head: MessageId | None) -> bool:
    """Return whether *story* does not show yet what stands at *head*, or not the whole of it."""
    if head != story.session.head:
        return True
    line = story.line
    return bool(line) and line[-1].message.state is MessageState.ARRIVING


def what_is_kept(state: ChatState) -> str:
    """Return what is left of a reply that failed, as a sentence."""
    last = state.last
    if last is None or last.role is Role.AUTHOR:
        return "The turn is kept; regenerate to ask again."
    if last.cut:
        return "What arrived is kept; regenerate to ask again."
    return "The earlier takes are still here."
