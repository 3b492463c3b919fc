"""What the audit log shows, as frozen data."""

from dataclasses import dataclass

from loredesk.domain.audit import AuditEntry, AuditVerdict
from loredesk.domain.ids import LoreId, SessionId
from loredesk.ui.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Of what the log is shown; of everything where nothing is named."""

    name: str = "Everything"
    session_id: SessionId | None = None
    entry_id: LoreId | None = None


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditState:
    """The audit log at one moment."""

    open: bool = False
    loading: bool = False
    scopes: tuple[Scope, ...] = (EVERYTHING,)
    scope: Scope = EVERYTHING
    entries: tuple[AuditEntry, ...] = ()
    """What was done, the latest first."""
    has_more: bool = False
    chosen: int = 0
    """The number of the entry that is looked at."""
    verdict: AuditVerdict | None = None
    """What came of checking the log; None until it is checked."""
    notice: Notice | None = None

    @property
    def looked_at(self) -> AuditEntry | None:
        """Return the entry that is looked at."""
        return next((one for one in self.entries if one.seq == self.chosen), None)
