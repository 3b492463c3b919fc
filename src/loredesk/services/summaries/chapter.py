"""What a chapter is summed up from, as a model is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loredesk.domain.ids import SessionId
from loredesk.domain.messages import Message, Role
from loredesk.domain.summaries import Stretch, Summary
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.store import Repos
from loredesk.ports.task_inputs import ChapterInputs, NumberedMessage
from loredesk.services.shortening import fitted
from loredesk.services.telling import world_text

CHAPTERS_BEFORE = 2
"""So many chapters are shown before the one that is summed up, behind the story up to them."""
_BEFORE_SHARE = 4
"""What came before gets one part in so many of what can be read."""
_FRAME_TOKENS = 16
"""What the frame around a message costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterMaterial:
    """A chapter, and what came before it."""

    world: str
    stretch: Stretch
    messages: tuple[Message, ...]
    before: tuple[str, ...]


def read_chapter(repos: Repos, session_id: SessionId, stretch: Stretch) -> ChapterMaterial:
    """Return the messages of a chapter with the summaries that lead up to it."""
    session = repos.sessions.get(session_id)
    return ChapterMaterial(
        world=world_text(repos.worlds.get(session.world_id)),
        stretch=stretch,
        messages=repos.messages.stretch(stretch.first, stretch.last),
        before=tuple(one.text for one in _leading_to(repos, session_id, stretch)),
    )


def chapter_inputs(material: ChapterMaterial, room: int) -> ChapterInputs:
    """Return what a model is given that reads *room* tokens."""
    stretch = material.stretch
    before = fitted(material.before, room // _BEFORE_SHARE)
    told = tuple(one for one in numbered(material.messages, stretch.first_turn) if one.text)
    room -= sum(map(estimate_tokens, before)) + _FRAME_TOKENS * len(told)
    texts = fitted([one.text for one in told], room)
    return ChapterInputs(
        world=material.world,
        chapter=stretch.chapter,
        first_turn=stretch.first_turn,
        last_turn=stretch.last_turn,
        messages=tuple(
            NumberedMessage(turn=one.turn, speaker=one.speaker, text=text, is_author=one.is_author)
            for one, text in zip(told, texts, strict=True)
        ),
        before=before,
    )


def numbered(messages: Sequence[Message], first_turn: int) -> Iterator[NumberedMessage]:
    """Yield *messages* with their turns, the first of which is *first_turn*."""
    turn = first_turn
    for number, message in enumerate(messages):
        is_author = message.role is Role.AUTHOR
        turn += is_author and number > 0
        yield NumberedMessage(
            turn=turn, speaker=message.speaker, text=message.text, is_author=is_author
        )


def _leading_to(repos: Repos, session_id: SessionId, stretch: Stretch) -> list[Summary]:
    """Return the story up to some chapter before this one, and the last chapters behind that."""
    before = repos.messages.get(stretch.first).parent_id
    if before is None:
        return []
    known = repos.summaries.outline(session_id, head=before)
    told = known.story.stretch.chapter if known.story is not None else 0
    behind = [one for one in known.chapters if one.stretch.chapter > told]
    leading = [*filter(None, [known.story]), *behind[-CHAPTERS_BEFORE:]]
    return [repos.summaries.get(one.id) for one in leading if not one.hidden]
