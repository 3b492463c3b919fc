"""The line of a story as passages; what has not changed since the last reading is used again."""

from loredesk.domain.ids import MessageId
from loredesk.domain.listings import Story
from loredesk.domain.messages import MessageState, PlacedMessage, Role
from loredesk.ui.chat.state import Passage

_Known = tuple[PlacedMessage, bool, bool, Passage]
"""A message with whether it lacks a panel and was stopped, and the passage made of all that."""


class PassageBook:
    """Makes passages, and keeps those it has made: a long session is read again after each turn."""

    def __init__(self) -> None:
        self._known: dict[MessageId, _Known] = {}

    def passages(
        self, story: Story, stopped: frozenset[MessageId] = frozenset()
    ) -> tuple[Passage, ...]:
        """Return the line of *story* as it is shown; the author has *stopped* some of it."""
        known, self._known = self._known, {}
        passages = []
        has_panel = False
        for place in story.messages:
            if not place.on_line:
                continue
            message = place.message
            cut = message.state is MessageState.CUT
            is_whole_reply = message.role is Role.NARRATOR and not cut
            lacks_panel = is_whole_reply and has_panel and message.panel is None
            is_stopped = cut and message.id in stopped
            entry = known.get(message.id)
            if entry is None or entry[:3] != (place, lacks_panel, is_stopped):
                made = _passage(place, lacks_panel=lacks_panel, is_stopped=is_stopped)
                entry = (place, lacks_panel, is_stopped, made)
            self._known[message.id] = entry
            passages.append(entry[3])
            has_panel = has_panel or message.panel is not None
        return tuple(passages)


def _passage(place: PlacedMessage, *, lacks_panel: bool, is_stopped: bool) -> Passage:
    message = place.message
    return Passage(
        message_id=message.id,
        role=message.role,
        text=message.text,
        speaker=message.speaker,
        turn=place.turn,
        take=place.take,
        takes=place.takes,
        panel=message.panel,
        cut=message.state is MessageState.CUT,
        stopped=is_stopped,
        lacks_panel=lacks_panel,
        has_context=message.manifest_id is not None,
    )
