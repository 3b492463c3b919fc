"""The past of an entry in an author's words, as plain lines and as safe HTML."""

from html import escape

from loredesk.domain.diff import Span, word_diff
from loredesk.domain.past import BlamedPiece, EntryAsOf, EntryVersion
from loredesk.domain.proposals import ProposalEvent
from loredesk.ui.history.state import HistoryState, Part, base_of
from loredesk.ui.review.diff_html import diff_html, plain_html
from loredesk.ui.review.passages import readable
from loredesk.ui.review.words import evidence, quoted
from loredesk.ui.theme.tokens import Tokens

PARTS = {
    Part.VERSIONS: "Every version",
    Part.SENTENCES: "Whose sentence",
    Part.AS_OF: "As of a turn",
}
_WRITERS = {"author": "you", "worker": "the model", "trust": "the model, by your trust rule"}


def writer(by: str) -> str:
    """Return who wrote something."""
    return _WRITERS.get(by, "the model" if by in {"", "model"} else by)


def version_title(version: EntryVersion) -> str:
    """Return what a version is called: what it is of, who wrote it, from which turn."""
    what = "Note" if version.part == "note" else f"Entry, version {version.revision}"
    turn = f", turn {version.turn}" if version.turn is not None else ""
    return f"{what} by {writer(version.by)}{turn}"


def standing(version: EntryVersion) -> str:
    """Return whether a version counts where the story stands."""
    if version.withdrawn:
        return "taken back with another" if version.withdrawn_with else "taken back"
    if version.in_force:
        return "in force"
    return "replaced" if version.part == "entry" else "not in force here"


def version_caption(version: EntryVersion) -> str:
    """Return whether a version counts, and when it was written."""
    return f"{standing(version)} \u00b7 {version.created_at.astimezone():%d %b %Y, %H:%M}"


def sentence_caption(piece: BlamedPiece) -> str:
    """Return who wrote a sentence, and in which turn."""
    turn = f", turn {piece.turn}" if piece.turn is not None else ""
    return f"by {writer(piece.by)}{turn}"


def detail_html(state: HistoryState, tokens: Tokens) -> str:
    """Return what is looked at, as safe HTML."""
    if state.version is not None:
        return version_html(state.version, state.versions, tokens)
    if state.sentence is not None:
        return sentence_html(state.sentence, tokens)
    return ""


def version_html(version: EntryVersion, versions: tuple[EntryVersion, ...], tokens: Tokens) -> str:
    """Return a version as safe HTML: its words against its base, then its sources."""
    base = base_of(version, versions)
    spans: tuple[Span, ...] = (Span("same", version.content),)
    if base:
        spans = readable(word_diff(base, version.content))
    text = diff_html(spans, tokens) if version.content else ""
    parts = [f"<p>{text or _muted('It says nothing any more.', tokens)}</p>"]
    if version.why:
        parts.append(f"<p>{_muted(f'What was done: {version.why}.', tokens)}</p>")
    if version.by == "author":
        parts.append(f"<p>{_muted('Written by you.', tokens)}</p>")
    elif not version.events:
        parts.append(f'<p style="color:{tokens.warning_ink}">No source is recorded.</p>')
    parts += [_event_html(event, tokens) for event in version.events]
    return "".join(parts)


def sentence_html(piece: BlamedPiece, tokens: Tokens) -> str:
    """Return a sentence with who wrote it, when, from which words and why."""
    parts = [f"<p>{plain_html(piece.text.strip())}</p>"]
    parts.append(f"<p>{_muted(f'Written {sentence_caption(piece)}.', tokens)}</p>")
    if piece.quote:
        parts.append(f"<p>It rests on:<br/><i>{plain_html(quoted(piece.quote))}</i></p>")
    if piece.reason:
        parts.append(f"<p>{_muted(f'Why: {piece.reason}', tokens)}</p>")
    return "".join(parts)


def as_of_html(then: EntryAsOf, tokens: Tokens) -> str:
    """Return lore and note as they stood."""
    note = then.note.note_content if then.note is not None else ""
    said = plain_html(note) if note else _muted("There was no note yet.", tokens)
    content = plain_html(then.content) if then.content else _muted("It was empty.", tokens)
    turn = f"turn {then.turn}" if then.turn else "the opening"
    return (
        f"<h3>{plain_html(then.entry.title)} as of {turn}</h3><p>{content}</p>"
        f"<h3>Note in this session</h3><p>{said}</p>"
    )


def nothing(state: HistoryState) -> tuple[str, str]:
    """Return the headline and the sentence where there is nothing to show."""
    if state.loading:
        return "Reading the past \u2026", ""
    if state.part is Part.SENTENCES:
        what = "The note says nothing" if state.in_session else "The entry says nothing"
        return what, "Each sentence will stand here with who wrote it, and why."
    if state.part is Part.AS_OF:
        return "Nothing to show for this turn", "Choose another turn."
    return "No version yet", "Every version is kept here with its source."


def _muted(text: str, tokens: Tokens) -> str:
    return f'<span style="color:{tokens.muted}">{plain_html(text)}</span>'


def _event_html(event: ProposalEvent, tokens: Tokens) -> str:
    tone, words = evidence(event)
    colour = tokens.colours()[f"{tone}_ink"]
    mark = "\u2713" if tone == "success" else "\u26a0" if tone == "warning" else "\u25cc"
    quote = ""
    if event.quote:
        quote = f"<br/><i>{plain_html(quoted(event.quote))}</i>"
    reason = f"<br/>{_muted(f'Why: {event.reason}', tokens)}" if event.reason else ""
    return (
        f'<p style="margin-top:14px">{plain_html(event.summary)}{quote}<br/>'
        f'<span style="color:{colour}">{mark} {escape(words)}</span>{reason}</p>'
    )
