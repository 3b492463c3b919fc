"""What the past of an entry shows, as frozen data."""

from dataclasses import dataclass
from enum import Enum

from loredesk.domain.past import BlamedPiece, EntryAsOf, EntryVersion
from loredesk.ui.notice import Notice


class Part(Enum):
    """What of the past is looked at."""

    VERSIONS = "versions"
    SENTENCES = "sentences"
    AS_OF = "as of a turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryState:
    """The past of one entry at one moment."""

    loading: bool = False
    in_session: bool = False
    title: str = ""
    part: Part = Part.VERSIONS
    versions: tuple[EntryVersion, ...] = ()
    sentences: tuple[BlamedPiece, ...] = ()
    chosen: int = 0
    """Which of the versions, or of the sentences, is looked at."""
    turn: int = 0
    last_turn: int = 0
    as_of: EntryAsOf | None = None
    busy: bool = False
    notice: Notice | None = None

    @property
    def version(self) -> EntryVersion | None:
        """Return the version that is looked at."""
        if self.part is not Part.VERSIONS or self.chosen >= len(self.versions):
            return None
        return self.versions[self.chosen]

    @property
    def sentence(self) -> BlamedPiece | None:
        """Return the sentence that is looked at."""
        if self.part is not Part.SENTENCES or self.chosen >= len(self.sentences):
            return None
        return self.sentences[self.chosen]

    @property
    def can_take_back(self) -> bool:
        """Return whether the change looked at can be taken back."""
        version = self.version
        return version is not None and version.part == "note" and not version.withdrawn

    @property
    def can_bring_back(self) -> bool:
        """Return whether the change looked at was taken back and can count again."""
        version = self.version
        return version is not None and version.part == "note" and version.withdrawn

    @property
    def can_roll_back(self) -> bool:
        """Return whether the entry can be given this version's fields."""
        version = self.version
        return version is not None and version.part == "entry" and not version.in_force


def base_of(version: EntryVersion, versions: tuple[EntryVersion, ...]) -> str:
    """Return the text a version was made from; empty where it was the first."""
    alike = [one for one in versions if one.part == version.part]
    if version.part == "note":
        return next((one.content for one in alike if one.revision == version.base), "")
    at = alike.index(version)
    return alike[at + 1].content if at + 1 < len(alike) else ""
