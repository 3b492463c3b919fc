"""What a campaign has counted and found."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """The outcome of one campaign."""

    title: str
    counts: dict[str, int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        """Add *number* to how often *what* has been seen."""
        self.counts[what] = self.counts.get(what, 0) + number

    def blame(self, violation: str) -> None:
        """Take note of a rule that was broken."""
        self.violations.append(violation)

    def lines(self) -> list[str]:
        """Return the report for people."""
        return [
            self.title,
            *(f"  {number:6} {what}" for what, number in sorted(self.counts.items())),
            f"  {len(self.violations):6} violations",
            *(f"         {violation}" for violation in self.violations),
        ]
