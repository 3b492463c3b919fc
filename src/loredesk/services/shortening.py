"""Fitting texts into what a model reads at once: long ones are cut at a sentence, and marked."""

from collections.abc import Sequence

from loredesk.domain.diff import finest_pieces
from loredesk.domain.tokens import OTHER_BYTES_PER_TOKEN, estimate_tokens
from loredesk.recall.budget import CUT

MOST_PER_CHARACTER = 4 / OTHER_BYTES_PER_TOKEN
"""Tokens; no character has more than four bytes."""


def fitted(texts: Sequence[str], room: int) -> tuple[str, ...]:
    """Return *texts* within *room* tokens: only the longest are shortened, all to one length."""
    sizes = sorted(map(estimate_tokens, texts))
    most = sizes[-1] if sizes else 0
    if sum(sizes) <= room:
        return tuple(texts)
    left = room
    for number, size in enumerate(sizes):
        share = left // (len(sizes) - number)
        if size > share:
            most = share
            break
        left -= size
    return tuple(shortened(text, most) for text in texts)


def shortened(text: str, room: int) -> str:
    """Return *text*, or as many of its first sentences as fit *room* tokens, at least some words."""
    if estimate_tokens(text) <= room:
        return text
    kept = ""
    for piece in finest_pieces(text):
        if estimate_tokens(kept + piece + CUT) > room:
            break
        kept += piece
    if not kept.strip():
        left = max(room - estimate_tokens(CUT), 0)
        kept = text[: int(left / MOST_PER_CHARACTER)].rsplit(" ", 1)[0]
    return f"{kept.rstrip()}{CUT}"
