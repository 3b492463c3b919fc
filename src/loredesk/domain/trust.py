"""What may be accepted without a click, and the guards no trust rule passes."""

import re
from collections.abc import Collection

from loredesk.domain.lore import WHOLE
from loredesk.domain.messages import TrustRule
from loredesk.domain.proposals import Proposal, ProposalKind

SHRINK_LIMIT = 0.30
"""A text that loses more than this share needs the author's eye."""

_LINKS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S*|\]\([^)\s]*|<(?:img|a)\b[^>]*", re.IGNORECASE)
"""Addresses, and what Markdown and HTML write a link or an image with."""


def may_accept(rule: TrustRule, proposal: Proposal, *, locked: Collection[str] = ()) -> bool:
    """Return whether *proposal* may be accepted without a click under *rule*."""
    return rule is TrustRule.ACCEPT_ALL and not held_back_by(proposal, locked=locked)


def held_back_by(proposal: Proposal, *, locked: Collection[str] = ()) -> tuple[str, ...]:
    """Return, in words, every guard that wants the author's eye on *proposal*.

    *locked* are the fields of its entry that the author has locked.
    """
    reasons = []
    if proposal.kind is ProposalKind.UPDATE_NOTE and {"note", WHOLE} & set(locked):
        reasons.append("you have locked the note")
    if proposal.kind is ProposalKind.MERGE_EDIT:
        reasons.append("your own edit has to be merged by hand")
    if proposal.simulated:
        reasons.append("its source is a simulation, not a turn")
    elif not proposal.events or not all(event.quote_found for event in proposal.events):
        reasons.append("not every quote was found in the turn")
    if len(proposal.proposed) < len(proposal.base) * (1 - SHRINK_LIMIT):
        reasons.append("the text would lose more than 30 %")
    if not _links(proposal.proposed) <= _links(proposal.base):
        reasons.append("it brings in a link or an image")
    if proposal.entity is not None and proposal.entity.resembles:
        names = ", ".join(proposal.entity.resembles)
        reasons.append(f"it may be the same as {names}")
    return tuple(reasons)


def _links(text: str) -> frozenset[str]:
    return frozenset(found.rstrip(".,;:!?") for found in _LINKS.findall(text))
