"""What was sent, cut into named parts, so that the author sees what each of them costs."""

from collections.abc import Iterator, Sequence

from loredesk.domain.manifest import Block
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import ChatMessage, ChatRole

_HEADING = "# "
_WHOLE: dict[ChatRole, str] = {
    "system": "Instructions",
    "user": "Opening words",
    "assistant": "Answer begun",
}
_CLOSING = "Closing words"


def blocks_of(messages: Sequence[ChatMessage], marker: str) -> tuple[Block, ...]:
    """Return the parts of *messages*: the texts of one message together are exactly that message.

    What is asked is cut at its headings. What looks like one between the tags of *marker* is
    story, and stays in the part it is in.
    """
    return tuple(block for message in messages for block in _blocks(message, marker))


def _blocks(message: ChatMessage, marker: str) -> Iterator[Block]:
    parts = [(_WHOLE[message.role], message.content)]
    if message.role == "user":
        parts = _parts(message.content, marker)
    end = counted = 0
    for name, text in parts:
        end += len(text)
        # By what is there so far: rounded one by one, the parts would be more than the whole.
        tokens = estimate_tokens(message.content[:end]) - counted
        counted += tokens
        yield Block(name=name, role=message.role, text=text, tokens=tokens)


def _parts(text: str, marker: str) -> list[tuple[str, str]]:
    """Return names and texts: a part for each heading, one before and one after all of them."""
    opened, closed = f"<{marker}>", f"</{marker}>"
    parts: list[tuple[str, list[str]]] = [(_WHOLE["user"], [])]
    is_story, story_ends = False, 0
    for line in text.splitlines(keepends=True):
        told = line.strip()
        if not is_story and line.startswith(_HEADING):
            parts.append((told.removeprefix(_HEADING).strip(), []))
            story_ends = 0
        parts[-1][1].append(line)
        if is_story and told == closed:
            story_ends = len(parts[-1][1])
        is_story = told == opened or (is_story and told != closed)
    name, last = parts.pop()
    cut = story_ends or len(last)
    parts += [(name, last[:cut]), (_CLOSING, last[cut:])]
    return [(name, "".join(lines)) for name, lines in parts if lines]
