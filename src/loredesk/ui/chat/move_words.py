"""What moving along the tree did, in words."""

from collections.abc import Sequence

from loredesk.domain.listings import LineChange
from loredesk.domain.messages import PlacedMessage, Role
from loredesk.domain.withdrawal import Withdrawal
from loredesk.ui.notice import Notice

_NAMED = 3
"""So many notes are named; the others are counted."""


def name_of(place: PlacedMessage) -> str:
    """Return what a message is called in a sentence."""
    if place.message.role is Role.AUTHOR:
        return f"turn {place.turn}"
    return f"the reply to turn {place.turn}" if place.turn else "the opening"


def what_changed(change: LineChange) -> str:
    """Return which notes went and which came, as sentences; empty where none did."""
    # A note that only reads differently has gone in one form and come in another.
    came = {one.entry_id: one.title for one in change.in_force}
    went = {one.entry_id: one.title for one in change.out_of_force}
    differs = sorted(title for entry, title in came.items() if entry in went)
    only_went = sorted(title for entry, title in went.items() if entry not in came)
    only_came = sorted(title for entry, title in came.items() if entry not in went)
    parts = (
        _sentence(only_went, "went", "went"),
        _sentence(only_came, "came", "came"),
        _sentence(differs, "reads differently", "read differently"),
    )
    return " ".join(part for part in parts if part)


def after_move(said: str, change: LineChange | None, withdrawn: Withdrawal | None) -> Notice | None:
    """Return what to say once a move was made; its button takes it back. None for nothing."""
    parts = [said]
    if change is not None:
        parts.append(what_changed(change))
    elif withdrawn is not None and withdrawn.changes:
        number = withdrawn.changes
        parts.append("1 change went." if number == 1 else f"{number} changes went.")
    if withdrawn is not None and withdrawn.newcomers:
        names, one = withdrawn.newcomers, len(withdrawn.newcomers) == 1
        parts.append(f"{_listed(names)} {'is' if one else 'are'} not in the story any more.")
    told = [part for part in parts if part]
    if not told:
        return None
    return Notice(sentence=told[0], hint=" ".join(told[1:]), action="Undo")


def _sentence(titles: Sequence[str], one: str, many: str) -> str:
    if not titles:
        return ""
    if len(titles) == 1:
        return f"The note of {titles[0]} {one}."
    return f"The notes of {_listed(titles)} {many}."


def _listed(titles: Sequence[str]) -> str:
    """Return *titles* as one writes them in a sentence; the last of many are counted."""
    if len(titles) == 1:
        return titles[0]
    rest = len(titles) - _NAMED
    named = titles[:_NAMED] if rest > 0 else titles[:-1]
    last = f"{rest} more" if rest > 0 else titles[-1]
    return f"{', '.join(named)} and {last}"
