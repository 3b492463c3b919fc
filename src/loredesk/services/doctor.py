"""Everything that can be wrong with an installation and its library, counted."""

from collections.abc import Awaitable, Callable, Sequence

from loredesk.domain.errors import LoredeskError
from loredesk.domain.listings import Finding
from loredesk.domain.tasks import TaskStatus
from loredesk.ports.store import Store
from loredesk.services.indexing import IndexService
from loredesk.services.models import ModelsService

Probe = Callable[[], Awaitable[Sequence[Finding]]]
"""Looks at one part of the machine or the file."""


class DoctorService:
    """Runs every check there is; one that fails to run is a finding itself."""

    def __init__(
        self,
        *,
        store: Store,
        index: IndexService,
        models: ModelsService,
        probes: Sequence[Probe],
    ) -> None:
        self._store = store
        self._index = index
        self._models = models
        self._probes = (*probes, self._queue, self._search, self._prompts)

    async def examine(self) -> tuple[Finding, ...]:
        """Return what every check found."""
        findings: list[Finding] = []
        for probe in self._probes:
            try:
                findings.extend(await probe())
            except LoredeskError as error:
                findings.append(Finding(name="check", ok=False, count=1, detail=error.sentence()))
        return tuple(findings)

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
