"""A store that says, from outside, which moment of which transaction is reached."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from loredesk.domain.tasks import Task, TaskStatus
from loredesk.ports.store import Repos
from loredesk.storage.repos import SqlRepos
from loredesk.storage.store import SqlStore

T = TypeVar("T")
Hook = Callable[[str], None]
_WATCHED = frozenset({"tasks", "answers", "upkeep"})


class WatchedStore:
    """Passes everything on to a store; *hook* hears the name of every moment."""

    def __init__(self, inner: SqlStore, hook: Hook, *, shared: bool) -> None:
        self._inner = inner
        self._hook = hook
        self._shared = shared

    async def write(self, work: Callable[[Repos], T]) -> T:
        """Run *work*, and name what it did before, inside and after its transaction."""
        seen: list[str] = []

        def watched(repos: SqlRepos) -> T:
            seen.clear()
            looked_at = WatchedRepos(repos, self._hook, seen, shared=self._shared)
            return work(cast("Repos", looked_at))

        result = await self._inner.write(watched)
        for name in seen:
            self._hook(f"after commit: {name}")
        return result

    async def read(self, work: Callable[[Repos], T]) -> T:
        """Run *work* against a snapshot."""
        return await self._inner.read(cast("Callable[[SqlRepos], T]", work))


class WatchedRepos:
    """The repositories of one transaction, looked at from outside."""

    def __init__(self, inner: SqlRepos, hook: Hook, seen: list[str], *, shared: bool) -> None:
        self.inner = inner
        self._hook = hook
        self._seen = seen
        self._shared = shared

    def __getattr__(self, name: str) -> Any:  # whatever the transaction asks for
        value = getattr(self.inner, name)
        if name not in _WATCHED:
            return value
        return _WatchedRepo(value, self._hook, self._seen, shared=self._shared)


class _WatchedRepo:
    def __init__(self, inner: object, hook: Hook, seen: list[str], *, shared: bool) -> None:
        self._inner = inner
        self._hook = hook
        self._seen = seen
        self._shared = shared

    def __getattr__(self, method: str) -> Callable[..., Any]:
        if method == "requeue_orphans" and self._shared:
            # Beside living workers nobody may take everything back; leases tell who is dead.
            return lambda **_: ()
        function = getattr(self._inner, method)

        def watched(*args: Any, **values: Any) -> Any:
            name = _named(method, args, values)
            self._hook(f"before: {name}")
            result = function(*args, **values)
            if method in {"finish", "is_held"} and not result:
                self._hook(f"refused: {name}")
            if result or method not in {"claim", "requeue_orphans", "requeue_lost", "prune", "age"}:
                for one in (name, *_more(method, result)):
                    self._hook(f"inside: {one}")
                    self._seen.append(one)
            return result

        return watched


def connection_of(repos: Repos) -> Connection:
    """Return the connection of a transaction, for the tables of the harness itself."""
    inner = repos.inner if isinstance(repos, WatchedRepos) else repos
    connection: Connection = cast("Any", inner).tasks._connection
    return connection


def _named(method: str, args: tuple[Any, ...], values: dict[str, Any]) -> str:
    """Return what a call does: one method may end, park or give back."""
    moved = next((one for one in args if isinstance(one, Task)), None)
    status = next((one for one in args if isinstance(one, TaskStatus)), None)
    if method == "finish" and status is not None:
        return f"finish {'given back' if values.get('give_back') else status.value}"
    if method == "move" and status is not None and moved is not None:
        return f"move {moved.status.value} to {status.value}"
    return method


def _more(method: str, result: object) -> tuple[str, ...]:
    several = method == "claim" and isinstance(result, tuple) and len(result) > 1
    return ("claim several",) if several else ()
