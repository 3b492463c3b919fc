"""The audit log in an author's words, as plain lines and as safe HTML."""

from typing import Any

from loredesk.domain.audit import AuditEntry, AuditVerdict
from loredesk.domain.diff import word_diff
from loredesk.ui.review.diff_html import diff_html, plain_html
from loredesk.ui.review.passages import readable
from loredesk.ui.theme.tokens import Tokens


def verdict_in_words(verdict: AuditVerdict | None) -> str:
    """Return whether the log is whole, as a sentence."""
    if verdict is None:
        return "The log is being checked \u2026"
    if verdict.broken_at is not None:
        return f"The log was changed from outside, from entry {verdict.broken_at:,} on."
    sealed = (
        f"; {len(verdict.sealed):,} damaged entries were sealed before" if verdict.sealed else ""
    )
    return f"The chain is whole: {verdict.rows:,} entries{sealed}."


def title_of(entry: AuditEntry) -> str:
    """Return what was done to what."""
    return f"{entry.action}: {entry.subject}"


def caption_of(entry: AuditEntry) -> str:
    """Return who did it, when and why."""
    why = f" \u00b7 {entry.why}" if entry.why else ""
    return f"{entry.actor} \u00b7 {entry.at.astimezone():%d %b %Y, %H:%M:%S}{why}"


def entry_html(entry: AuditEntry, tokens: Tokens) -> str:
    """Return an entry with what changed, before and after, as safe HTML."""
    parts = [
        f"<p><b>{plain_html(title_of(entry))}</b></p>",
        f'<p style="color:{tokens.muted}">{plain_html(caption_of(entry))}</p>',
    ]
    before, after = entry.before or {}, entry.after or {}
    for name in dict.fromkeys((*before, *after)):
        was, now = _said(before.get(name)), _said(after.get(name))
        if was != now:
            text = diff_html(readable(word_diff(was, now)), tokens)
            parts.append(f"<p>{_label(name, tokens)}<br/>{text}</p>")
    for name, value in entry.details.items():
        parts.append(f"<p>{_label(name, tokens)}<br/>{plain_html(_said(value))}</p>")
    parts.append(f"<p>{_label('entry of the log', tokens)} {entry.seq:,}</p>")
    return "".join(parts)


def _label(name: str, tokens: Tokens) -> str:
    return f'<span style="color:{tokens.muted}">{plain_html(name.replace("_", " "))}</span>'


def _said(value: Any) -> str:  # noqa: ANN401 - whatever was written down
    if value is None:
        return ""
    if isinstance(value, list | tuple | frozenset):
        return ", ".join(map(str, value))
    return str(value)
