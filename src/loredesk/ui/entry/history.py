"""The versions of a note as one reads them: what each says, and what it rests on."""

from html import escape

from loredesk.domain.diff import Span, word_diff
from loredesk.domain.ids import RevisionId
from loredesk.domain.listings import EntryView, RevisionView
from loredesk.domain.proposals import ProposalEvent
from loredesk.ui.review.diff_html import diff_html, plain_html
from loredesk.ui.review.passages import readable
from loredesk.ui.review.words import evidence, quoted
from loredesk.ui.theme.tokens import Tokens


def name_of(view: RevisionView, number: int) -> str:
    """Return the name of a version: its number, who wrote it, and from which turns."""
    by = "you" if view.revision.by == "author" else "the model"
    turns = sorted({event.turn for event in view.events})
    source = ""
    if turns:
        source = f", turn{'s' if len(turns) > 1 else ''} {', '.join(map(str, turns))}"
    return f"Version {number}, by {by}{source}"


def standing(view: RevisionView, entry: EntryView) -> str:
    """Return whether a version counts where the story stands."""
    if entry.note is not None and entry.note.revision == view.revision.id:
        return "the note as it stands"
    return "in force" if view.in_force else "not on this line"


def base_of(view: RevisionView, entry: EntryView) -> str:
    """Return the text a version was made from; empty where it was the first."""
    texts: dict[RevisionId, str] = {
        other.revision.id: other.revision.content for other in entry.revisions
    }
    base = view.revision.base
    return texts.get(base, "") if base is not None else ""


def revision_html(view: RevisionView, entry: EntryView, tokens: Tokens) -> str:
    """Return a version as safe HTML: its words against its base, then its sources."""
    base = base_of(view, entry)
    spans: tuple[Span, ...] = (Span("same", view.revision.content),)
    if base:
        spans = readable(word_diff(base, view.revision.content))
    parts = [f"<p>{diff_html(spans, tokens)}</p>"]
    if view.revision.by == "author":
        parts.append(f'<p style="color:{tokens.muted}">Written by you.</p>')
    elif not view.events:
        parts.append(f'<p style="color:{tokens.warning_ink}">No source is recorded.</p>')
    parts += [_event_html(event, tokens) for event in view.events]
    return "".join(parts)


def _event_html(event: ProposalEvent, tokens: Tokens) -> str:
    tone, words = evidence(event)
    colour = tokens.colours()[f"{tone}_ink"]
    mark = "\u2713" if tone == "success" else "\u26a0" if tone == "warning" else "\u25cc"
    quote = ""
    if event.quote:
        quote = f"<br/><i>{plain_html(quoted(event.quote))}</i>"
    reason = ""
    if event.reason:
        reason = f'<br/><span style="color:{tokens.muted}">Why: {plain_html(event.reason)}</span>'
    return (
        f'<p style="margin-top:14px">{plain_html(event.summary)}{quote}<br/>'
        f'<span style="color:{colour}">{mark} {escape(words)}</span>{reason}</p>'
    )
