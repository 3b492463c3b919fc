"""The order of the list, and where the eye goes when something leaves it."""

from collections.abc import Iterable, Sequence

from loredesk.domain.ids import ProposalId
from loredesk.domain.proposals import Proposal, ProposalKind
from loredesk.ui.review.state import Grouping
from loredesk.ui.review.words import last_turn


def ordered(proposals: Iterable[Proposal], grouping: Grouping) -> tuple[Proposal, ...]:
    """Return *proposals* group by group: the newest turn first, or notes before newcomers."""

    def by_turn(proposal: Proposal) -> tuple[int, str]:
        turn = last_turn(proposal)
        return (-(turn if turn is not None else -1), proposal.title.casefold())

    def by_kind(proposal: Proposal) -> tuple[bool, int, str]:
        return (proposal.kind is ProposalKind.CREATE_ENTITY, *by_turn(proposal))

    if grouping is Grouping.KIND:
        return tuple(sorted(proposals, key=by_kind))
    return tuple(sorted(proposals, key=by_turn))


def still_chosen(
    before: Sequence[Proposal], after: Sequence[Proposal], chosen: ProposalId | None
) -> Proposal | None:
    """Return what to look at in *after* by one who looked at *chosen* in *before*.

    The same if it is still there, else the next that is left, else the one before it.
    """
    left = {proposal.id: proposal for proposal in after}
    if chosen in left:
        return left[chosen]
    ids = [proposal.id for proposal in before]
    at = ids.index(chosen) if chosen is not None and chosen in ids else 0
    candidates = (*ids[at:], *reversed(ids[:at]))
    return next((left[id_] for id_ in candidates if id_ in left), next(iter(after), None))


def beside(proposals: Sequence[Proposal], chosen: ProposalId | None, step: int) -> Proposal | None:
    """Return the proposal *step* places from *chosen*, stopping at either end."""
    ids = [proposal.id for proposal in proposals]
    if not ids:
        return None
    if chosen not in ids:
        return proposals[0]
    return proposals[min(max(ids.index(chosen) + step, 0), len(ids) - 1)]
