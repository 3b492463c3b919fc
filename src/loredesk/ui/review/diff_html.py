"""A word diff as safe HTML: what came is underlined, what went is struck out, both in colour."""

from collections.abc import Iterable
from html import escape

from loredesk.domain.diff import Span
from loredesk.ui.theme.tokens import Tokens

_GAP = "\u2009"
"""A thin space, so that what came does not stick to what went."""


def diff_html(spans: Iterable[Span], tokens: Tokens) -> str:
    """Return *spans* as running text in the colours of *tokens*."""
    styles = {
        "added": f"color:{tokens.success_ink}; background-color:{tokens.success_soft};"
        " text-decoration:underline;",
        "removed": f"color:{tokens.danger_ink}; background-color:{tokens.danger_soft};"
        " text-decoration:line-through;",
    }
    parts = []
    went = False
    for span in spans:
        if went and span.kind == "added":
            parts.append(_GAP)
        text = plain_html(span.text)
        style = styles.get(span.kind)
        parts.append(f'<span style="{style}">{text}</span>' if style else text)
        went = span.kind == "removed" and not span.text[-1:].isspace()
    return "".join(parts)


def plain_html(text: str) -> str:
    """Return *text* as HTML that reads exactly the same."""
    return escape(text).replace("\n", "<br/>")
