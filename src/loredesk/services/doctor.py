"""Everything that can be wrong with an installation and its library, counted, and mended."""

from collections.abc import Awaitable, Callable, Sequence

from loredesk.domain.damage import Quarantined
from loredesk.domain.errors import LoredeskError
from loredesk.domain.listings import Finding
from loredesk.domain.tasks import TaskStatus
from loredesk.ports.store import Store
from loredesk.services.backups import BackupService
from loredesk.services.indexing import IndexService
from loredesk.services.mending import MendingService
from loredesk.services.models import ModelsService

Probe = Callable[[], Awaitable[Sequence[Finding]]]
"""Looks at one part of the machine or the file."""

DATABASE = "database"
"""The finding that says whether the file itself is whole."""


class DoctorService:
    """Runs every check there is; one that fails to run is a finding itself."""

    def __init__(
        self,
        *,
        store: Store,
        index: IndexService,
        models: ModelsService,
        mending: MendingService,
        backups: BackupService,
        probes: Sequence[Probe],
        may_repair: bool,
    ) -> None:
        self._store = store
        self._index = index
        self._models = models
        self._mending = mending
        self._backups = backups
        self._probes = probes
        self._may_repair = may_repair

    async def examine(self, *, repair: bool = False) -> tuple[Finding, ...]:
        """Return what every check found; with *repair*, damage in the library is mended as well.

        Before anything is mended a backup is made. Beside the process that owns the library, and
        where the file itself is damaged, it is only looked at.
        """
        findings: list[Finding] = []
        for probe in self._probes:
            findings.extend(await _tried(probe))
        if any(one.name == DATABASE and not one.ok for one in findings):
            findings.append(await self._way_back())
            return tuple(findings)

        async def library() -> Sequence[Finding]:
            return await self._library(repair=repair and self._may_repair)

        if repair and not self._may_repair:
            detail = "Loredesk is open here, so that nothing was repaired."
            findings.append(Finding(name="repairs", ok=True, count=0, detail=detail))
        for check in (library, self._queue, self._search, self._prompts):
            findings.extend(await _tried(check))
        return tuple(findings)

    async def quarantined(self) -> tuple[Quarantined, ...]:
        """Return the damaged rows that were put aside, the latest first."""
        return await self._store.read(lambda repos: repos.damage.quarantined())

    async def _library(self, *, repair: bool) -> Sequence[Finding]:
        findings = await self._mending.examine(repair=repair)
        if any(one.repaired + one.quarantined for one in findings):
            await self._index.rebuild()
        return findings

    async def _way_back(self) -> Finding:
        """Name the newest backup that can be trusted."""
        for backup in await self._backups.list():
            if (await self._backups.verify(backup.name)).ok:
                detail = (
                    f"The file of the library is damaged. `loredesk backup restore {backup.name}`"
                    f" puts back the newest good backup, of {backup.created_at:%Y-%m-%d %H:%M}."
                )
                return Finding(name="way back", ok=False, count=0, detail=detail)
        detail = "The file of the library is damaged, and there is no good backup of it."
        return Finding(name="way back", ok=False, count=0, detail=detail)

    async def _queue(self) -> Sequence[Finding]:
        failed = await self._store.read(
            lambda repos: repos.queue.listed(statuses=(TaskStatus.FAILED,), limit=100_000)
        )
        detail = failed[0].error_message if failed else "no failed task"
        return [Finding(name="queue", ok=not failed, count=len(failed), detail=detail)]

    async def _search(self) -> Sequence[Finding]:
        report = await self._index.check()
        wrong = report.missing + report.stale + report.ghosts + report.unfindable
        detail = (
            f"{report.documents} documents, {report.missing} missing, {report.stale} stale, "
            f"{report.ghosts} ghosts, {report.unfindable} unfindable ({report.engine})"
        )
        embedder = self._models.embedder_description()
        return [
            Finding(name="search index", ok=not wrong, count=wrong, detail=detail),
            Finding(name="embedder", ok=True, count=0, detail=embedder),
        ]

    async def _prompts(self) -> Sequence[Finding]:
        problems = self._models.prompt_problems()
        detail = " ".join(f"{one.message} {one.hint}".strip() for one in problems)
        return [
            Finding(
                name="prompts",
                ok=not problems,
                count=len(problems),
                detail=detail or "all prompts are readable",
            )
        ]


async def _tried(probe: Probe) -> Sequence[Finding]:
    try:
        return await probe()
    except LoredeskError as error:
        return [Finding(name="check", ok=False, count=1, detail=error.sentence())]
