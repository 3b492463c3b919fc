"""Naming lines: branches begin anywhere in the tree and are carried along as they are played."""

from collections.abc import Callable, Collection

from loredesk.domain.branches import Branch
from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import SessionChanged
from loredesk.domain.ids import BranchId
from loredesk.domain.messages import Message
from loredesk.ports.store import Repos


def add_branch(repos: Repos, new_id: Callable[[], str], tip: Message, name: str) -> Branch:
    """Name the line that ends at *tip*; without a name it is called after its turn."""
    taken = repos.branches.names(tip.session_id)
    turn = repos.messages.turn_of(tip.id)
    branch = Branch(
        id=BranchId(new_id()),
        session_id=tip.session_id,
        name=_free(name, taken) if name.strip() else _numbered(f"Branch from turn {turn}", taken),
        tip=tip.id,
        turn=turn,
        created_at=repos.now,
    )
    repos.branches.add(branch)
    repos.announce(SessionChanged(session_id=tip.session_id))
    return branch


def rename_branch(repos: Repos, branch_id: BranchId, name: str) -> None:
    """Give a branch another name."""
    branch = repos.branches.get(branch_id)
    if not name.strip():
        raise UserFixableError("A branch needs a name.", hint="Give it one.")
    others = [one for one in repos.branches.names(branch.session_id) if one != branch.name]
    repos.branches.rename(branch_id, _free(name, others))
    repos.announce(SessionChanged(session_id=branch.session_id))


def drop_branch(repos: Repos, branch_id: BranchId) -> None:
    """Forget the name of a branch; its messages stay."""
    branch = repos.branches.get(branch_id)
    repos.branches.drop(branch_id)
    repos.announce(SessionChanged(session_id=branch.session_id))


def _free(name: str, taken: Collection[str]) -> str:
    if name.strip() in taken:
        raise UserFixableError(
            f"There is a branch called {name.strip()!r} already.", hint="Choose another name."
        )
    return name.strip()


def _numbered(name: str, taken: Collection[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
