"""What the backups show, as frozen data."""

from dataclasses import dataclass

from loredesk.domain.backups import Backup
from loredesk.ui.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupsState:
    """The backups at one moment."""

    open: bool = False
    loading: bool = False
    backups: tuple[Backup, ...] = ()
    chosen: str = ""
    """The name of the chosen backup."""
    asks: bool = False
    """Whether the author is asked if the chosen one is to be restored."""
    doing: str = ""
    """What is under way, in words; empty where nothing is."""
    notice: Notice | None = None

    @property
    def picked(self) -> Backup | None:
        """Return the chosen backup."""
        return next((one for one in self.backups if one.name == self.chosen), None)

    @property
    def can_restore(self) -> bool:
        """Return whether the chosen backup can be asked for."""
        return self.picked is not None and self.picked.verified and not self.doing

    @property
    def question(self) -> str:
        """Return what restoring would do, as sentences."""
        if self.picked is None:
            return ""
        return (
            f"The library will be as it was on {moment(self.picked)}. "
            "What was done since then goes out of sight; the file that stands here now is kept "
            "beside it. The library is closed for a moment and opened again."
        )


def moment(backup: Backup) -> str:
    """Return when a backup was made."""
    return f"{backup.created_at.astimezone():%d %b %Y, %H:%M}"


def caption(backup: Backup) -> str:
    """Return why a backup was made, how large it is, and whether it can be trusted."""
    size = f"{backup.bytes / 1_000_000:,.1f} MB"
    sound = (
        "checked when it was made" if backup.verified else f"not to be trusted: {backup.problem}"
    )
    return f"{backup.reason} \u00b7 {size} \u00b7 {sound}"
