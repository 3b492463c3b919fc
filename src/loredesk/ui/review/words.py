"""Proposals in an author's words."""

from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.proposals import Proposal, ProposalEvent, ProposalKind, ProposalState
from loredesk.ui.notice import Notice
from loredesk.ui.review.state import Grouping


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
    if proposal.state is ProposalState.CONFLICT:
        return Notice(
            sentence="The note has changed since this was proposed, so it cannot simply be put in.",
            hint="Below it is compared with the note as it stands now. "
            "Choose Edit, write what should stand, and save it; or reject the proposal.",
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
    if accepted > 1:
        return Notice(sentence=f"{accepted} proposals accepted.", tone="success")
    return None
