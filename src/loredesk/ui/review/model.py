"""The lines of the list of proposals: headings stand between the groups."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from loredesk.domain.proposals import Proposal
from loredesk.ui.review.state import Grouping
from loredesk.ui.review.words import group_of, kind_in_words


@dataclass(frozen=True, slots=True)
class Heading:
    """The line over a group."""

    text: str
    proposals: int


Line = Heading | Proposal


def lines(proposals: Sequence[Proposal], grouping: Grouping) -> tuple[Line, ...]:
    """Return the list of *proposals* with a heading over each group."""
    groups: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        groups.setdefault(group_of(proposal, grouping), []).append(proposal)
    found: list[Line] = []
    for name, members in groups.items():
        found += [Heading(name, len(members)), *members]
    return tuple(found)


def identity(line: Line) -> Hashable:
    """Return by what *line* is known again."""
    return line.text if isinstance(line, Heading) else (line.id,)


def spoken(line: Line) -> str:
    """Return *line* as a screen reader says it."""
    if isinstance(line, Heading):
        return line.text
    return f"{line.title}, {kind_in_words(line)}"


def is_choosable(line: Line) -> bool:
    """Return whether *line* can be chosen."""
    return isinstance(line, Proposal)
