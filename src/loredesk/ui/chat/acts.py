"""What one can do with a message, as things stand."""

from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Role
from loredesk.ui.chat.state import UNSENT, ChatState, Passage, Phase

EARLIER, LATER, REGENERATE = "chat.take_left", "chat.take_right", "chat.regenerate"
CONTINUE, EDIT, BRANCH = "message.continue", "message.edit", "message.branch"
NAME, GOTO, COMPARE = "message.name", "message.goto", "message.compare"
DELETE, ABOVE, BELOW = "message.delete", "message.above", "message.below"
TOLD, COMPARE_TOLD = "message.told", "message.compare_told"
ABOUT_CONTEXT = frozenset({TOLD, COMPARE_TOLD})
"""What is done elsewhere: it is about what the model was told, not about the story."""


def passage_in(state: ChatState, message_id: MessageId | None) -> Passage | None:
    """Return the message of the line with this id; the newest where there is none."""
    for passage in state.passages if message_id is not None else ():
        if passage.message_id == message_id:
            return passage
    return state.last


def possible_acts(state: ChatState, passage: Passage | None) -> frozenset[str]:
    """Return the ids of what can be done with *passage*."""
    if state.phase is not Phase.READY or passage is None or passage.message_id == UNSENT:
        return frozenset()
    is_last = passage == state.last
    is_reply = passage.role is Role.NARRATOR
    conditions = {
        EARLIER: passage.take > 1,
        LATER: passage.take < passage.takes,
        REGENERATE: passage != state.passages[0] if is_reply else is_last,
        CONTINUE: is_last and is_reply,
        GOTO: not is_last,
        COMPARE: not is_last,
        TOLD: passage.has_context,
        COMPARE_TOLD: passage.has_context,
    }
    always = {EDIT, BRANCH, NAME, DELETE, ABOVE, BELOW}
    return frozenset(always | {act for act, possible in conditions.items() if possible})
