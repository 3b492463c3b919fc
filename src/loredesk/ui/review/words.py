"""Proposals in an author's words."""

from collections.abc import Mapping

from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.proposals import (
    NewEntity,
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
)
from loredesk.ui.notice import Notice
from loredesk.ui.review.draft import Draft
from loredesk.ui.review.state import Grouping, ReviewState

NOTHING_TICKED = Notice(
    sentence="No change is ticked.",
    hint="Tick what should be accepted, or reject the whole proposal.",
    tone="warning",
)
NOTHING_WRITTEN = Notice(
    sentence="The text is empty.",
    hint="Write what should stand, or cancel the edit and reject the proposal.",
    tone="warning",
)
NO_TITLE = Notice(
    sentence="The newcomer has no title: it is the name the story calls it by.",
    hint="Write one, or cancel the edit to keep the one that is proposed.",
    tone="warning",
)
REFUSALS = (NOTHING_WRITTEN, NO_TITLE)
"""What is said of an edit that cannot be accepted as it stands."""
GAINED = Notice(
    sentence="The proposal has changed while you were editing; your text is kept.",
    hint="Cancel the edit to see the new proposal.",
)

_QUOTES = frozenset("\"'\u201c\u201e\u2018\u00ab")


def refusal(draft: Draft) -> Notice | None:
    """Return what *draft* lacks to be accepted."""
    if draft.lacks_title:
        return NO_TITLE
    return None if draft.text.strip() else NOTHING_WRITTEN


def group_of(proposal: Proposal, grouping: Grouping) -> str:
    """Return the heading *proposal* stands under."""
    if grouping is Grouping.KIND:
        return kind_in_words(proposal, plural=True)
    turn = last_turn(proposal)
    return f"Turn {turn}" if turn is not None else "Without a turn"


def last_turn(proposal: Proposal) -> int | None:
    """Return the newest turn *proposal* rests on."""
    return max((event.turn for event in proposal.events), default=None)


def kind_in_words(proposal: Proposal, *, plural: bool = False) -> str:
    """Return what accepting *proposal* would do."""
    if proposal.kind is ProposalKind.CREATE_ENTITY:
        return "Newcomers" if plural else "Newcomer"
    if proposal.kind is ProposalKind.MERGE_EDIT:
        return "Your edits from another line" if plural else "Your edit from another line"
    if plural:
        return "Notes"
    return "New note" if not proposal.base else "Note"


def evidence(event: ProposalEvent) -> tuple[str, str]:
    """Return how well *event* is founded: the tone of its mark and the words on it."""
    if event.source == "simulated":
        return "info", "simulated"
    if not event.quote:
        return "warning", "no quote given"
    if event.quote_found:
        return "success", f"quote found in turn {event.turn}"
    return "warning", f"quote not found in turn {event.turn}"


def explained(proposal: Proposal) -> Notice | None:
    """Return what is special about where *proposal* stands, with the way out."""
    if proposal.state is ProposalState.CONFLICT and proposal.entity is not None:
        return Notice(
            sentence=f"An entry that answers to {proposal.title!r} exists by now.",
            hint="To keep what stands here, write it into that entry; then reject the proposal.",
            tone="warning",
        )
    if proposal.state is ProposalState.CONFLICT:
        return Notice(
            sentence="The note has changed since this was proposed, so it cannot simply be put in.",
            hint="Below it is compared with the note as it stands now. "
            "Choose Settle, write what should stand, and save it; or reject the proposal.",
            tone="warning",
        )
    if proposal.state is ProposalState.SNOOZED:
        return Notice(sentence="You have put this off. It can still be decided.", tone="info")
    if proposal.state is ProposalState.ACCEPTED:
        by = f" by {proposal.decided_by}" if proposal.decided_by else ""
        return Notice(sentence=f"Accepted{by}.", tone="success")
    if proposal.state is ProposalState.REJECTED:
        said = f": {proposal.comment}" if proposal.comment else "."
        return Notice(sentence=f"Rejected{said}", hint="It is not proposed again.", tone="info")
    return None


def rejected(proposal: Proposal) -> Notice:
    """Return what to say once *proposal* is turned down."""
    return Notice(sentence=f"Rejected: {proposal.title}.", hint="It is kept under Rejected.")


def put_off(proposal: Proposal) -> Notice:
    """Return what to say once *proposal* is put off."""
    return Notice(sentence=f"Put off: {proposal.title}.", hint="It waits under Put off.")


def outcome_in_words(outcome: ReviewOutcome) -> Notice | None:
    """Return what to say about *outcome*; nothing where the list says it already."""
    conflicts, accepted = len(outcome.conflicts), len(outcome.accepted)
    if conflicts:
        what = "A proposal conflicts" if conflicts == 1 else f"{conflicts} proposals conflict"
        return Notice(
            sentence=f"{what} with a note that has changed since.",
            hint="Nothing was overwritten. Look under Conflicts.",
            tone="warning",
        )
    rebased = len(outcome.rebased)
    if rebased and accepted == 1:
        return Notice(
            sentence="Accepted. The text had changed since, so the change was put on the newer one.",
            hint="Nothing of the newer text was overwritten; Ctrl+Z takes it back.",
            tone="success",
        )
    if accepted > 1 and rebased:
        moved = "1 was" if rebased == 1 else f"{rebased} were"
        hint = f"{moved} put on a text that had changed since; nothing was overwritten."
        return Notice(sentence=f"{accepted} proposals accepted.", hint=hint, tone="success")
    if accepted > 1:
        return Notice(sentence=f"{accepted} proposals accepted.", tone="success")
    return None


def first_event(proposal: Proposal) -> tuple[str, ...]:
    """Return what happened first, as the list tells it; with how much else did."""
    if not proposal.events:
        return ()
    more = len(proposal.events) - 1
    summary = proposal.events[0].summary
    return (f"{summary} (+{more})",) if more else (summary,)


def doubt(proposal: Proposal) -> str:
    """Return what speaks against accepting *proposal* unread; empty where nothing does."""
    if proposal.state is ProposalState.CONFLICT:
        return "conflict"
    if proposal.simulated or any(event.source == "simulated" for event in proposal.events):
        return "simulated"
    if not all(event.quote_found for event in proposal.events):
        return "unfounded"
    return ""


def resemblance(entity: NewEntity) -> Notice | None:
    """Return the question whether *entity* is someone already known."""
    if not entity.resembles:
        return None
    same = "its name leads there from now on, and what happened goes there."
    if not entity.resembles_ids:
        same = "reject this and add the name to the aliases of that entry."
    return Notice(
        sentence=f"Is this {' or '.join(map(repr, entity.resembles))}?",
        hint=f"If it is the same, {same}",
        tone="warning",
    )


def connections_in_words(entity: NewEntity, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return each connection of *entity* as a line, with titles where *names* has them."""
    return tuple(
        f"{relation} \u2192 {names.get(handle, handle)}" for handle, relation in entity.connections
    )


def accept_in_words(state: ReviewState) -> str:
    """Return what the main button does as things stand."""
    conflict = state.chosen is not None and state.chosen.state is ProposalState.CONFLICT
    if state.editing and state.draft is not None and state.draft.fields is not None:
        return "Accept as edited"
    if state.editing:
        return "Save as the note" if conflict else "Accept my text"
    if conflict:
        return "Settle\u2026"
    if state.partial:
        return f"Accept {len(state.ticked)} of {state.changes}"
    return "Accept"


def editor_in_words(state: ReviewState) -> str:
    """Return what stands over the editor."""
    if state.chosen is None:
        return ""
    if state.chosen.entity is not None:
        return "The newcomer keeps its sources and connections."
    return f"Your text for \u201c{state.chosen.title}\u201d. Its sources stay with it."


def as_proposed(state: ReviewState) -> str:
    """Return what an emptied category of the newcomer stands for."""
    if state.chosen is None or state.chosen.entity is None:
        return ""
    return f"{state.chosen.entity.category}, as proposed"


_NOTHING: Mapping[ProposalState, tuple[str, str]] = {
    ProposalState.OPEN: (
        "Nothing waits for you",
        "After each turn, what has changed in the world is proposed here, with its source.",
    ),
    ProposalState.SNOOZED: ("Nothing is put off", "What you put off is kept here."),
    ProposalState.CONFLICT: (
        "No conflicts",
        "A proposal whose note changed meanwhile would be kept here for you to settle.",
    ),
    ProposalState.ACCEPTED: ("Nothing accepted yet", "What you accept is kept here."),
    ProposalState.REJECTED: ("Nothing rejected yet", "What you reject is kept here."),
}


def nothing_in_words(state: ReviewState) -> tuple[str, str, str]:
    """Return the icon, headline and sentence for an empty list."""
    if not state.in_session:
        return "review", "No session is open", "Proposals belong to a playthrough."
    return ("review", *_NOTHING[state.shown])


def quoted(text: str) -> str:
    """Return *text* between quotation marks, unless it brings its own."""
    text = text.strip()
    if text[:1] in _QUOTES:
        return text
    return f"\u201c{text}\u201d"
