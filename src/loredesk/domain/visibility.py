"""Who in the story knows something: everyone, nobody, or some of its people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from loredesk.domain.ids import LoreId

VisibilityKind = Literal["everyone", "secret", "known"]


@dataclass(frozen=True, slots=True)
class Visibility:
    """Who knows a thing without having learned it in the story; the narrator always does."""

    by: frozenset[LoreId] | None = None
    """The characters and factions that know it; None for everyone, empty for nobody."""

    @classmethod
    def known_by(cls, *people: LoreId) -> "Visibility":
        """Return that *people* know it, and nobody else."""
        return cls(frozenset(people))

    @classmethod
    def of_json(cls, kept: Any) -> "Visibility":  # noqa: ANN401  # what a file holds may be anything
        """Read back what `as_json` wrote; what makes no sense is known to nobody."""
        if kept is None:
            return EVERYONE
        people = kept if isinstance(kept, list) else ()
        return cls(frozenset(LoreId(one) for one in people if isinstance(one, str)))

    @property
    def kind(self) -> VisibilityKind:
        """Return which of the three it is."""
        if self.by is None:
            return "everyone"
        return "known" if self.by else "secret"

    def lets(self, someone: Collection[LoreId]) -> bool:
        """Return whether who counts as any of *someone* knows it."""
        return self.by is None or not self.by.isdisjoint(someone)

    def with_ids(self, other_ids: Mapping[LoreId, LoreId]) -> "Visibility":
        """Return it with other ids for its people, as far as *other_ids* names any."""
        if self.by is None:
            return self
        return Visibility(frozenset(other_ids.get(one, one) for one in self.by))

    def as_json(self) -> list[str] | None:
        """Return it as it is kept: null for everyone, else a list of ids."""
        return None if self.by is None else sorted(self.by)


EVERYONE = Visibility()
SECRET = Visibility(frozenset())
