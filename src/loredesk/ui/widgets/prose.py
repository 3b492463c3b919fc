"""Markdown from strangers as a small, safe subset of HTML. No Qt in here.

Raw HTML is shown as it was typed, a picture becomes a word that there is one, a link shows its
host and only leads to http and https. What is too long or nested too deep is cut.
"""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from functools import cache
from html import escape
from typing import Any
from urllib.parse import urlsplit

LONGEST = 400_000
"""More characters than this are not shown at once."""
DEEPEST = 20
"""Quotes and lists nest no deeper."""

_CUT = "\n\n\u2026"
_LONG_RUN = re.compile(r"\S{2000}")
_MAY_BREAK = "\\g<0>\u200b"
_SPEECH = re.compile(r'\u201c[^\u201c\u201d]*(?:\u201d|$)|"[^"]+"')
_OWN_HTML = "html_inline"


def shortened(text: str) -> str:
    """Return *text* without what is more than anyone can be shown at once.

    A run of characters without a space may break every so often: looking for the place to break
    costs Qt the square of its length (17 s for 400,000).
    """
    shown = text if len(text) <= LONGEST else text[:LONGEST] + _CUT
    return _LONG_RUN.sub(_MAY_BREAK, shown)


def html_of(text: str, *, speech: bool = False) -> str:
    """Return Markdown *text* as safe HTML, with what is said aloud marked where *speech*."""
    parser = _parser()
    tokens = parser.parse(shortened(text))
    for token in tokens:
        if token.children:
            token.children = list(_safe(token.children, speech=speech))
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def host_of(address: str) -> str:
    """Return the host an address leads to; empty unless it is http or https."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host if parts.scheme in {"http", "https"} else ""


@cache
def _parser() -> Any:  # noqa: ANN401 - its type would have to be imported with it
    from markdown_it import MarkdownIt  # noqa: PLC0415 - not needed before the first paint

    options = {"html": False, "breaks": True, "maxNesting": DEEPEST}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def _safe(tokens: Sequence[Any], *, speech: bool) -> Iterator[Any]:
    targets: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            targets.append(str(token.attrGet("href") or ""))
            yield _own_html(token, _opening(targets[-1]))
        elif token.type == "link_close":
            yield _own_html(token, _ending(targets.pop()))
        elif token.type == "image":
            yield _own_html(token, _word_for(token))
        elif token.type == "text" and speech:
            yield _own_html(token, _with_speech(token.content))
        else:
            yield token


def _own_html(token: Any, html: str) -> Any:  # noqa: ANN401 - the parser's own type
    result = copy(token)
    result.type, result.content, result.children = _OWN_HTML, html, None
    return result


def _opening(target: str) -> str:
    return f'<a href="{escape(target)}">' if host_of(target) else "<span>"


def _ending(target: str) -> str:
    host = host_of(target)
    return f"</a> ({escape(host)})" if host else f"</span> ({escape(target)})"


def _word_for(image: Any) -> str:  # noqa: ANN401 - the parser's own type
    host = host_of(str(image.attrGet("src") or ""))
    words = " \u00b7 ".join(filter(None, (image.content or "picture", host)))
    return f"[{escape(words)}]"


def _with_speech(text: str) -> str:
    parts, at = [], 0
    for match in _SPEECH.finditer(text):
        parts += [escape(text[at : match.start()]), _spoken(match[0])]
        at = match.end()
    return "".join((*parts, escape(text[at:])))


def _spoken(text: str) -> str:
    return f'<span class="speech">{escape(text)}</span>'
