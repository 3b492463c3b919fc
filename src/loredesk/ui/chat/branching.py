"""Finding one's way in the tree of a session, as the chat has read it."""

from loredesk.domain.ids import MessageId
from loredesk.domain.listings import Story


def sibling(story: Story, message_id: MessageId, step: int) -> MessageId | None:
    """Return the take that lies *step* takes from *message_id*, or None where there is none."""
    here = next((one for one in story.messages if one.message.id == message_id), None)
    if here is None:
        return None
    family = (here.message.parent_id, here.message.role)
    for place in story.messages:
        if place.take == here.take + step and family == (
            place.message.parent_id,
            place.message.role,
        ):
            return place.message.id
    return None


def end_below(story: Story, message_id: MessageId) -> MessageId:
    """Return where the story that goes through *message_id* was told to last."""
    below = {message_id}
    end = message_id
    # In the order of writing a message comes after the one it answers.
    for place in story.messages:
        if place.message.parent_id in below:
            below.add(place.message.id)
            end = place.message.id
    return end
