"""Deciding proposals: which are in sight, what the author says to one, and what forbids it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, ProposalId, SessionId
from loredesk.domain.notes import NoteRevision, spine
from loredesk.domain.proposals import NewEntity, Proposal, ProposalKind, ProposalState
from loredesk.domain.unsettled import WAITING, is_asked_here, standing_proposals
from loredesk.ports.store import Repos
from loredesk.services.locking import refuse_locked, refuse_merged, refuse_trashed
from loredesk.services.recognising import refuse_untitled, roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the author said to a proposal beyond yes."""

    hunks: Collection[int] | None = None
    text: str | None = None
    entity: NewEntity | None = None

    def text_of(self, proposal: Proposal) -> str:
        """Return the text that is accepted."""
        return self.text.strip() if self.text is not None else proposal.text_with(self.hunks)

    def is_own(self, proposal: Proposal) -> bool:
        """Return whether the author put it in other words."""
        return self.text is not None and self.text_of(proposal) != proposal.proposed

    def entity_of(self, proposal: Proposal, proposed: NewEntity) -> NewEntity:
        """Return the newcomer that is accepted: the author's own, or the *proposed* one."""
        return self.entity or replace(proposed, content=self.text_of(proposal))


def in_sight(
    repos: Repos, session_id: SessionId | None, state: ProposalState
) -> tuple[Proposal, ...]:
    """Return the proposals in *state* that have a place on the line.

    Their turns are on it, their entries are seen, and the text that one still to be decided would
    change stands there: where it does not, what happened is proposed anew on the text that does.
    """
    found = repos.proposals.of_session(session_id, state)
    line = repos.messages.on_line({anchor for proposal in found for anchor in proposal.anchors})
    sights: dict[SessionId, _Sight] = {}
    shown = []
    for proposal in found:
        if proposal.session_id not in sights:
            sights[proposal.session_id] = _Sight(repos, proposal.session_id)
        if proposal.anchors <= line and sights[proposal.session_id].shows(proposal):
            shown.append(proposal)
    return tuple(shown)


class _Sight:
    """What of a session's proposals is in sight: not what is in the trash or merged away."""

    def __init__(self, repos: Repos, session_id: SessionId) -> None:
        self._repos = repos
        self._session_id = session_id
        self._places: dict[LoreId, _Place] = {}
        self._is_gone = repos.trash.has_session(session_id)
        world_id = repos.sessions.get(session_id).world_id
        self._merged = repos.redirects.standing(world_id, session_id)

    def shows(self, proposal: Proposal) -> bool:
        """Return whether *proposal* is shown; a newcomer's also once it has been accepted."""
        if self._is_gone:
            return False
        if proposal.kind is ProposalKind.CREATE_ENTITY:
            return True
        if proposal.entry_id in self._merged or self._repos.trash.has_entry(proposal.entry_id):
            return False
        if proposal.state not in WAITING:
            return True
        place = self._place_of(proposal.entry_id)
        if proposal.kind is ProposalKind.MERGE_EDIT:
            return is_asked_here(proposal, place.revisions, place.rests_on)
        return proposal.id in place.shown

    def _place_of(self, entry_id: LoreId) -> "_Place":
        if entry_id not in self._places:
            line = self._repos.messages.line_of_entry(self._session_id, entry_id)
            revisions = self._repos.notes.revisions(self._session_id, entry_id)
            rests_on = spine(revisions, line)
            proposals = self._repos.proposals.of_entry(self._session_id, entry_id)
            shown = standing_proposals(revisions, proposals, line)
            ids = frozenset(one.id for one in shown)
            self._places[entry_id] = _Place(revisions, rests_on, ids)
        return self._places[entry_id]


class _Place(NamedTuple):
    """A note, what of it stands, and the rewrites that are shown there."""

    revisions: Sequence[NoteRevision]
    rests_on: tuple[NoteRevision, ...]
    shown: frozenset[ProposalId]


def refuse_off_line(repos: Repos, proposal: Proposal) -> None:
    """Refuse to decide on what happened on another line."""
    if repos.messages.on_line(proposal.anchors) != proposal.anchors:
        raise UserFixableError(
            f"The turn behind the proposal for {proposal.title!r} is no longer on the line.",
            hint="Go back to that turn first.",
        )


def refuse_closed(repos: Repos, proposal: Proposal) -> None:
    """Refuse to change the note on an entry that is locked, merged away or in the trash.

    Also what asks about an edit that was taken back can only be rejected.
    """
    if proposal.kind is ProposalKind.CREATE_ENTITY:
        return
    entry = repos.lore.get(proposal.entry_id)
    refuse_trashed(entry)
    refuse_locked(entry, "note")
    refuse_merged(repos, entry, proposal.session_id)
    if proposal.edit is not None and repos.notes.get(proposal.edit).withdrawn_at is not None:
        raise UserFixableError(
            f"Your edit of the note on {entry.title!r} was taken back.",
            hint="Bring it back from the history of the entry first.",
        )


def refuse_accepting(repos: Repos, proposal: Proposal, said: Said) -> None:
    """Refuse to accept what cannot be: where it stands, for its entry, or by what the author said."""
    refuse_off_line(repos, proposal)
    refuse_closed(repos, proposal)
    _refuse_unnameable(repos, proposal, said)


def _refuse_unnameable(repos: Repos, proposal: Proposal, said: Said) -> None:
    """Refuse names the author gave a newcomer that cannot be: none, or somebody else's.

    A newcomer as it was proposed is not refused: where its name was taken meanwhile, it conflicts.
    """
    if proposal.entity is None or said.entity is None:
        return
    refuse_untitled(said.entity.title)
    session = repos.sessions.get(proposal.session_id)
    own = [one for one in said.entity.aliases if one not in proposal.entity.aliases]
    known = roster(repos, session.world_id, session.id)
    known.without(proposal.entry_id).refuse_taken((said.entity.title, *own))


def is_closed(repos: Repos, proposal: Proposal) -> bool:
    """Return whether no worker may change what *proposal* is about."""
    try:
        refuse_closed(repos, proposal)
    except UserFixableError:
        return True
    return False
