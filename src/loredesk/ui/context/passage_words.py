"""How the passages of a manifest begin: it names their messages, and the story has the texts."""

from collections.abc import Iterator, Mapping

from loredesk.domain.documents import parts_of
from loredesk.domain.ids import MessageId
from loredesk.domain.manifest import Manifest

_SHOWN = 160
"""Characters; a row shows one line at most."""


def words_told(manifest: Manifest, texts: Mapping[MessageId, str]) -> tuple[str, ...]:
    """Return how each passage begins that was told; empty where its message is not known any more.

    A long message is told in parts. Which of them were, what was sent says: they stand in it.
    """
    if not manifest.passages:
        return ()
    sent = "".join(block.text for block in manifest.blocks)
    told: dict[MessageId, Iterator[str]] = {}
    found = []
    for passage in manifest.passages:
        about = passage.message_id
        parts = list(parts_of(texts.get(about, "")))
        if about not in told:
            told[about] = iter([one for one in parts if one in sent] if len(parts) > 1 else parts)
        part = next(told[about], "")
        found.append(_beginning(part) if part else words_left_out(about, texts))
    return tuple(found)


def words_left_out(message_id: MessageId | None, texts: Mapping[MessageId, str]) -> str:
    """Return how the message begins that something left out is from.

    Of a long message it is not known which part was meant.
    """
    text = texts.get(message_id, "") if message_id is not None else ""
    several = len(list(parts_of(text))) > 1
    return f"Part of: {_beginning(text)}" if several else _beginning(text)


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}\u2026"
