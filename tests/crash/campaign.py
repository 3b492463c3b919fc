"""So many kills, over one home after another, and what came of it."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.library_copy import LibraryCopy, library_copy
from tests.crash.memory import Memory
from tests.crash.outcome import drained, finally_, index_violations
from tests.crash.program import Ended, moment, processes_of, run
from tests.crash.progress import Step, next_step
from tests.crash.rules import always


@dataclass(slots=True)
class Report:
    """What the campaign has seen."""

    seed: int
    kills: int = 0
    runs: int = 0
    homes: int = 0
    turns: int = 0
    tasks: int = 0
    notes: int = 0
    newcomers: int = 0
    orphans: int = 0
    cut_replies: int = 0
    unanswered_turns: int = 0
    recoveries: list[float] = field(default_factory=list)
    """Seconds from starting the process anew to work left behind running again."""
    violations: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def lines(self) -> list[str]:
        """Return the report for people."""
        slowest = max(self.recoveries, default=0.0)
        middle = statistics.median(self.recoveries) if self.recoveries else 0.0
        return [
            f"{self.kills} kills in {self.runs} runs over {self.homes} homes, seed {self.seed}",
            f"stored: {self.turns} turns, {self.tasks} tasks",
            f"        {self.notes} note revisions, {self.newcomers} newcomers",
            f"left by kills: {self.orphans} tasks running, {self.cut_replies} replies arriving",
            f"               {self.unanswered_turns} turns without a reply",
            f"at work again after {middle:.2f} s (median), {slowest:.2f} s (longest)",
            f"               {len(self.recoveries)} times",
            f"{60 * self.kills / max(self.seconds, 0.001):.1f} kills per minute",
            f"{len(self.violations)} violations",
            *(f"  {violation}" for violation in self.violations),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done."""

    kills: int
    seed: int
    script: tuple[str, ...]
    kills_per_home: int = 25
    span: float = 4.0
    """A kill falls within so many seconds of work."""
    chroma_share: float = 0.25
    """How many of the runs keep Chroma in step as well; with 0 it is never started."""


def campaign(plan: Plan) -> Report:
    """Kill and start again until the kills of *plan* are through."""
    report, chance = Report(seed=plan.seed), random.Random(plan.seed)
    started = time.monotonic()
    while report.kills < plan.kills:
        kills = min(plan.kills_per_home, plan.kills - report.kills)
        with tempfile.TemporaryDirectory(prefix="loredesk-crash-home-") as folder:
            _Home(Path(folder) / "home", plan, report, chance).suffer(kills)
        report.homes += 1
        report.seconds = time.monotonic() - started
    return report


class _Home:
    """One home on its way through its kills."""

    def __init__(self, home: Path, plan: Plan, report: Report, chance: random.Random) -> None:
        self._home = home
        self._plan = plan
        self._report = report
        self._chance = chance
        self._memory = Memory()
        self._orphans: set[str] = set()

    def suffer(self, kills: int) -> None:
        """Play with *kills* kills, then to the end without one, and judge."""
        target = self._report.kills + kills
        while self._report.kills < target:
            step = self._next() or Step(lines=self._plan.script)
            engine = "auto" if self._chance.random() < self._plan.chroma_share else "exact"
            kill = moment(self._chance, self._plan.span)
            self._account(run(self._home, self._argv(step), engine=engine, kill=kill))
        while (rest := self._next()) is not None:
            ended = run(self._home, self._argv(rest), engine="exact")
            if ended.code != 0:
                self._account(ended)
                break
        self._judge()

    def _next(self) -> Step | None:
        with library_copy(self._home) as library:
            return next_step(library, self._plan.script)

    def _argv(self, step: Step) -> list[str]:
        if step.answer:
            return ["regenerate", "--session", step.session_id, "--message", step.answer]
        script = self._home.parent / "script.txt"
        script.write_text("\n".join(step.lines), encoding="utf-8")
        where = ["--session", step.session_id] if step.session_id else ["--world", "sample"]
        return ["play", *where, "--script", str(script), "--accept", "all", "--drain"]

    def _account(self, ended: Ended) -> None:
        """Take note of how a run ended, and look at what it left behind."""
        report = self._report
        report.runs += 1
        report.kills += ended.killed
        if not ended.killed and ended.code != 0:
            self._blame([f"{ended.argv[0]} ended with {ended.code}: {ended.errors[-800:]}"])
        with library_copy(self._home) as library:
            if library is None:
                return
            self._blame(always(library, self._plan.script))
            self._blame(self._memory.compare(library, ended))
            self._time_recovery(library, ended)
            if ended.killed:
                self._count_wounds(library)

    def _time_recovery(self, library: LibraryCopy, ended: Ended) -> None:
        if not self._orphans or ended.argv[0] != "play":
            return
        marks = ", ".join("?" * len(self._orphans))
        again = library.values(
            f"SELECT started_at FROM maintenance_queue WHERE id IN ({marks}) AND started_at > ?",
            *self._orphans,
            ended.started_at,
        )
        if again:
            self._report.recoveries.append(min(again) - ended.started_at)

    def _count_wounds(self, library: LibraryCopy) -> None:
        running = "SELECT id FROM maintenance_queue WHERE status = 'processing'"
        self._orphans = set(library.values(running))
        self._report.orphans += len(self._orphans)
        arriving = "SELECT count(*) FROM messages WHERE state = 'arriving'"
        self._report.cut_replies += library.values(arriving)[0]
        alone = (
            "SELECT count(*) FROM messages a WHERE role = 'author'"
            " AND NOT EXISTS (SELECT 1 FROM messages r WHERE r.parent_id = a.id)"
        )
        self._report.unanswered_turns += library.values(alone)[0]

    def _judge(self) -> None:
        settle = ["play", "--session", self._newest(), "--script", "/dev/null"]
        with_chroma = self._plan.chroma_share > 0
        engine = "auto" if with_chroma else "exact"
        self._blame(drained(self._home, [*settle, "--accept", "all", "--drain"], engine))
        with library_copy(self._home) as library:
            if library is None:
                self._blame(["there is no library"])
                return
            self._blame(always(library, self._plan.script))
            self._blame(finally_(library, self._plan.script))
            self._count(library)
        for held in ("exact", "chroma") if with_chroma else ("exact",):
            self._blame(index_violations(self._home, held))
        self._blame(f"left over: {one}" for one in processes_of(self._home))

    def _newest(self) -> str:
        with library_copy(self._home) as library:
            query = "SELECT id FROM sessions ORDER BY created_at DESC LIMIT 1"
            found = library.values(query) if library is not None else []
            return str(found[0]) if found else ""

    def _count(self, library: LibraryCopy) -> None:
        report = self._report
        report.turns += library.values("SELECT coalesce(sum(turns), 0) FROM sessions")[0]
        report.tasks += library.values("SELECT count(*) FROM maintenance_queue")[0]
        report.notes += library.values("SELECT count(*) FROM note_revisions")[0]
        own = "SELECT count(*) FROM lore_entries WHERE is_dynamically_generated"
        report.newcomers += library.values(own)[0]

    def _blame(self, found: Iterable[str]) -> None:
        for violation in found:
            where = f"home {self._report.homes + 1}, kill {self._report.kills}: {violation}"
            self._report.violations.append(where)
