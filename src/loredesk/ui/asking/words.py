"""Answers in an author's words, as safe HTML whose links lead to where each sentence is from."""

from collections.abc import Iterator, Sequence

from loredesk.domain.answers import Answer, Citation, Place, SourceKind, Statement, Threads
from loredesk.ui.asking.state import AskingState, Wish
from loredesk.ui.review.diff_html import plain_html
from loredesk.ui.theme.tokens import Tokens
from loredesk.ui.widgets.prose import shortened

WAY_LINK = "way"
_ICONS = {SourceKind.LORE: "lore", SourceKind.NOTE: "note", SourceKind.TURN: "chat"}
_LEADS = {
    SourceKind.LORE: "Open this entry",
    SourceKind.NOTE: "Open the entry with this note",
    SourceKind.TURN: "Show this in the story",
}
_ONE = {SourceKind.LORE: "entry", SourceKind.NOTE: "note", SourceKind.TURN: "turn"}
_MANY = {SourceKind.LORE: "entries", SourceKind.NOTE: "notes", SourceKind.TURN: "turns"}
_MARKS = frozenset('"\u201c\u201d')
_KINDS = (SourceKind.NOTE, SourceKind.LORE, SourceKind.TURN)


def nothing(state: AskingState) -> tuple[str, str, str]:
    """Return the icon, the headline and the sentence where there is no answer to show."""
    if not state.has_world:
        return "world", "No world is open", "Open one to ask about it."
    if state.running is Wish.THREADS:
        return "search", "Looking for threads \u2026", "The newest part of the story is read."
    if state.running is Wish.ANSWER:
        where = "lore, notes and the story" if state.in_session else "the canon of this world"
        return "search", "Looking it up \u2026", f"An answer is looked for in {where}."
    if state.notice is not None:
        return "help", "There is no answer yet", ""
    sentence = (
        "Every sentence of an answer names the entry, the note or the turn it is from. "
        "What nothing tells is not known."
    )
    canon = "" if state.in_session else " No session is open: only canon is asked."
    return "help", "What would you like to know?", f"{sentence}{canon}"


def found_html(found: Answer | Threads, tokens: Tokens) -> str:
    """Return what was found as safe HTML, with numbered links as `ways` counts them."""
    if isinstance(found, Answer):
        parts = _known(found, tokens) if found.is_known else _unknown(found, tokens)
        return "".join((_heading(found.question), *parts))
    return "".join((_heading("Themes and open threads"), *_threads(found, tokens)))


def looked_through(places: Sequence[Place]) -> str:
    """Return through what an answer was looked for, counted."""
    groups = [(kind, len(_grouped(places, kind))) for kind in _KINDS]
    counted = [_count(number, kind) for kind, number in groups if number]
    if not counted:
        return "There is nothing yet to look through."
    *earlier, last = counted
    return (
        f"Looked through {', '.join(earlier)} and {last}." if earlier else f"Looked through {last}."
    )


def unfounded(number: int) -> str:
    """Return that the model said what nothing bears out, as a sentence; empty where it did not."""
    if not number:
        return ""
    if number == 1:
        return "One sentence of the model's is not shown: no source bears it out."
    return f"{number} sentences of the model's are not shown: no source bears them out."


def _known(found: Answer, tokens: Tokens) -> Iterator[str]:
    yield from _statements(found.statements, 0, tokens)
    yield _small(looked_through(found.places), tokens)
    yield _small(unfounded(found.unfounded), tokens)


def _unknown(found: Answer, tokens: Tokens) -> Iterator[str]:
    yield "<p><b>Not known.</b> Nothing that is written down tells.</p>"
    yield _small(unfounded(found.unfounded), tokens)
    yield _small(looked_through(found.places), tokens)
    for kind in _KINDS:
        group = _grouped(found.places, kind)
        if group:
            links = ", ".join(_link(at, kind, label) for label, at in group.items())
            yield f"<p>{_icon(kind)} {_MANY[kind].capitalize()}: {links}</p>"


def _threads(found: Threads, tokens: Tokens) -> Iterator[str]:
    if not found.is_known:
        yield "<p><b>None found.</b> Nothing comes back in this story yet, and nothing is open.</p>"
    groups = (("Themes", found.themes, 0), ("Open threads", found.threads, _cited(found.themes)))
    for title, statements, first in groups:
        if statements:
            yield f'<h4 style="color:{tokens.muted}">{title}</h4>'
            yield from _statements(statements, first, tokens)
    messages = "message" if found.sources == 1 else f"{found.sources:,} messages"
    yield _small(f"Looked through the newest {messages} of the story.", tokens)
    yield _small(unfounded(found.unfounded), tokens)


def _statements(statements: Sequence[Statement], first: int, tokens: Tokens) -> Iterator[str]:
    """Yield each statement with its citations, the first of which has the number *first*."""
    at = first
    for one in statements:
        yield f'<p style="margin-bottom:0">{_plain(one.text)}</p>'
        for cited in one.citations:
            yield _citation(cited, at, tokens)
            at += 1


def _citation(cited: Citation, at: int, tokens: Tokens) -> str:
    quote = f'<span style="color:{tokens.muted}">{_plain(_quoted(cited.quote))}</span>'
    return (
        '<p style="margin-top:2px; margin-bottom:0; margin-left:14px"><small>'
        f"{_icon(cited.kind)} {_link(at, cited.kind, cited.title)} {quote}</small></p>"
    )


def _cited(statements: Sequence[Statement]) -> int:
    return sum(len(one.citations) for one in statements)


def _grouped(places: Sequence[Place], kind: SourceKind) -> dict[str, int]:
    """Return what the places of *kind* are called in a list, each with its number; turns in order."""
    group: dict[str, int] = {}
    numbered = [(at, one) for at, one in enumerate(places) if one.kind is kind]
    for at, one in sorted(numbered, key=lambda pair: pair[1].turn or 0 if kind == "turn" else 0):
        label = str(one.turn) if kind is SourceKind.TURN else one.title.removesuffix(", note")
        group.setdefault(label, at)
    return group


def _count(number: int, kind: SourceKind) -> str:
    return f"1 {_ONE[kind]}" if number == 1 else f"{number} {_MANY[kind]}"


def _link(at: int, kind: SourceKind, label: str) -> str:
    return f'<a href="{WAY_LINK}:{at}" title="{_LEADS[kind]}">{_plain(label)}</a>'


def _icon(kind: SourceKind) -> str:
    return f'<img src="icon:{_ICONS[kind]}" width="14" height="14" style="vertical-align:middle"/>'


def _quoted(quote: str) -> str:
    """Return *quote* on one line, in marks unless it has some of its own."""
    said = " ".join(quote.split())
    return said if _MARKS & set(said) else f"\u201c{said}\u201d"


def _heading(text: str) -> str:
    return f'<h4 style="margin-bottom:4px">{_plain(text)}</h4>'


def _small(text: str, tokens: Tokens) -> str:
    return f'<p><small style="color:{tokens.muted}">{_plain(text)}</small></p>' if text else ""


def _plain(text: str) -> str:
    return plain_html(shortened(text))
