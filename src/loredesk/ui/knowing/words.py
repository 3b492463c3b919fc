"""What is said of who knows an entry."""

from loredesk.domain.visibility import EVERYONE
from loredesk.domain.who_knows import KnownSentence, Learner, WhoKnows
from loredesk.ui.knowing.state import KnowingState

_NOWHERE = "This sentence is not in the text any more."


def caption_of(sentence: KnownSentence, found: WhoKnows) -> str:
    """Return what stands under a sentence in the list."""
    where = "Note" if sentence.part == "note" else "Entry"
    said = [where if sentence.stands else f"{where}, not there any more"]
    said.append(f"known to {found.in_words(sentence.counts)}")
    said += _learned(sentence.learners)
    return " \u00b7 ".join(said)


def whole_caption(found: WhoKnows) -> str:
    """Return what stands under the entry as a whole in the list."""
    said = [f"Known to {found.in_words(found.entry.visibility)}", *_learned(found.learners)]
    return " \u00b7 ".join(said)


def known_line(state: KnowingState) -> str:
    """Return who knows what is looked at, as a sentence."""
    if state.found is None:
        return ""
    return f"Known to {state.found.in_words(state.visibility)}."


def why_line(state: KnowingState) -> str:
    """Return why that is so."""
    sentence = state.sentence
    if state.found is None:
        return ""
    if sentence is None:
        return "This counts for every sentence that has nothing of its own set."
    if not sentence.stands:
        return f"{_NOWHERE} What says the same in other words is closed by it all the same."
    if sentence.own is not None:
        return "Set for this sentence alone."
    if sentence.like:
        return f"Because it says what this says: \u201c{sentence.like}\u201d"
    return "As the entry is: nothing is set for this sentence alone."


def learner_line(learner: Learner) -> str:
    """Return who learned a thing, and where."""
    where = "from the beginning" if learner.turn is None else f"turn {learner.turn}"
    return f"{learner.name} \u00b7 {where}" + ("" if learner.in_force else ", not on this line")


def learners_caption(state: KnowingState) -> str:
    """Return what stands over those who learned it."""
    if not state.in_session:
        return "Open a session to say who learned it."
    if not state.learners:
        return "Nobody has learned it in this session."
    return "They know it where that turn is on the line."


def is_closed(sentence: KnownSentence) -> bool:
    """Return whether not everyone knows a sentence."""
    return sentence.counts != EVERYONE


def _learned(learners: tuple[Learner, ...]) -> list[str]:
    here = [one.name for one in learners if one.in_force]
    return [f"learned by {', '.join(here)}"] if here else []
