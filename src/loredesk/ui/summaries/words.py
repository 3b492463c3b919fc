"""The story so far in an author's words, as plain lines and as safe HTML."""

import re
from collections.abc import Iterator

from loredesk.domain.story_so_far import Part
from loredesk.domain.summaries import Summary, SummaryLevel
from loredesk.domain.tasks import TaskStatus
from loredesk.ui.review.diff_html import plain_html
from loredesk.ui.summaries.state import SummariesState
from loredesk.ui.theme.tokens import Tokens

TURN_LINK = "turn"
_STANDS = {
    TaskStatus.PENDING: "waiting to be written",
    TaskStatus.PROCESSING: "being written now",
    TaskStatus.PARKED: "waiting to be written",
    TaskStatus.FAILED: "could not be written",
    TaskStatus.CANCELLED: "cancelled by you",
}


def title(part: Part) -> str:
    """Return what a part is called."""
    if part.level is SummaryLevel.STORY:
        return "The whole story"
    return f"Chapter {part.stretch.chapter}"


def spoken(part: Part) -> str:
    """Return a part as it is read aloud."""
    return f"{title(part)}, {caption(part)}"


def caption(part: Part) -> str:
    """Return which turns a part covers, and how it stands."""
    return " \u00b7 ".join((_turns(part), *_remarks(part)))


def named(part: Part) -> str:
    """Return a part as it is named within a sentence."""
    return (
        "the whole story" if part.level is SummaryLevel.STORY else f"chapter {part.stretch.chapter}"
    )


def headline(state: SummariesState) -> str:
    """Return how much is summed up."""
    written = sum(one.summary is not None for one in (state.told.chapters if state.told else ()))
    if not written:
        return ""
    return "1 chapter" if written == 1 else f"{written} chapters"


def progress(state: SummariesState) -> str:
    """Return what is being written, and what is still to come, as a sentence; empty for nothing."""
    under_way = [one for one in state.parts if one.is_under_way]
    if state.is_off and state.parts:
        return "Switched off: nothing more is summed up, and the model is told none of this."
    if not under_way:
        return ""
    one = under_way[-1]
    verb = "Writing" if one.status is TaskStatus.PROCESSING else "About to write"
    more = state.told.to_come if state.told is not None else 0
    rest = f" {more} more to come." if more else ""
    return f"{verb} {named(one)} \u2026{rest}"


def length(turns: int) -> str:
    """Return how long a chapter is, as the button says it."""
    return f"{turns} turns each" if turns else "Off"


def choice(turns: int) -> str:
    """Return a length of chapters, as the menu offers it."""
    return f"A chapter every {turns} turns" if turns else "No summaries in this session"


def nothing(state: SummariesState) -> tuple[str, str, str]:
    """Return the headline, the sentence and the button where there is nothing to show."""
    if not state.in_session:
        return "No story is open", "", ""
    if state.told is None:
        return "Reading the story so far \u2026", "", ""
    if state.is_off:
        sentence = "No chapter is summed up, and the model is told none."
        return "This session goes without summaries", sentence, "Sum it up every 10 turns"
    if state.missing:
        chapters = "1 chapter has" if state.missing == 1 else f"{state.missing} chapters have"
        sentence = f"{chapters} ended and can be summed up, the oldest first."
        return "Nothing is summed up yet", sentence, "Sum up the story"
    turns = state.told.chapter_turns
    sentence = f"A chapter is {turns} turns. The first is summed up once turn {turns} is answered."
    return "Nothing is summed up yet", sentence, ""


def ask_words(state: SummariesState) -> str:
    """Return what the button says that asks for the part looked at."""
    part = state.part
    return "Write it" if part is not None and part.summary is None else "Write again"


def detail_html(part: Part, tokens: Tokens) -> str:
    """Return a part as safe HTML: its words with their turns, and how it stands."""
    parts = [
        f'<h3 style="margin-bottom:0">{plain_html(title(part))}</h3>',
        f'<p style="margin-top:0">{_small(caption(part), tokens)}</p>',
    ]
    if part.problem:
        parts.append(f'<p style="color:{tokens.danger_ink}">{plain_html(part.problem)}</p>')
    if part.summary is not None:
        parts.append(f"<p>{_text_html(part.summary, tokens)}</p>")
        parts.append(f"<p>{_small(_explained(part.summary), tokens)}</p>")
    return "".join(parts)


def with_sources(summary: Summary) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the text of a summary piece by piece, each with the turns it rests on."""
    at = 0
    for one in summary.sentences:
        words = r"\s+".join(map(re.escape, one.text.split()))
        found = re.compile(words).search(summary.text, at)
        if found is not None:
            yield summary.text[at : found.end()], one.turns
            at = found.end()
    if summary.text[at:].strip():
        yield summary.text[at:], ()


def _turns(part: Part) -> str:
    first, last = part.stretch.first_turn, part.stretch.last_turn
    if part.level is SummaryLevel.STORY:
        return f"up to turn {last}"
    return f"turn {last}" if first == last else f"turns {first}\u2013{last}"


def _remarks(part: Part) -> Iterator[str]:
    summary = part.summary
    if summary is not None and summary.by == "author":
        yield "in your words"
    if summary is not None and summary.hidden:
        yield "not told to the model"
    if part.status is not None and (summary is None or part.status is not TaskStatus.CANCELLED):
        again = " anew" if summary is not None and part.level is SummaryLevel.CHAPTER else ""
        yield _STANDS.get(part.status, part.status.value).replace("written", f"written{again}")


def _explained(summary: Summary) -> str:
    if not any(one.turns for one in summary.sentences):
        return "These are your own words."
    return "The numbers are the turns a sentence rests on; click one to see it in the story."


def _text_html(summary: Summary, tokens: Tokens) -> str:
    return "".join(
        f"{plain_html(text)}{_links(turns, tokens)}" for text, turns in with_sources(summary)
    )


def _links(turns: tuple[int, ...], tokens: Tokens) -> str:
    if not turns:
        return ""
    links = ", ".join(f'<a href="{TURN_LINK}:{turn}">{turn}</a>' for turn in turns)
    return f'<span style="color:{tokens.muted}">\u00a0[{links}]</span>'


def _small(text: str, tokens: Tokens) -> str:
    return f'<small style="color:{tokens.muted}">{plain_html(text)}</small>'
