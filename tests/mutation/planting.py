"""Planting: putting a mistake into a module that others have imported already."""

import ast
import sys
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from tests.mutation.mutants import Mutant

_DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def plant(mutant: Mutant) -> None:
    """Make the loaded module of *mutant* behave as if it had been written with the mistake."""
    module = sys.modules[mutant.module]
    known = set(vars(module))
    space = _run(module, mutant.statement)
    if isinstance(mutant.statement, _DEFINITION):
        _graft(vars(module)[mutant.statement.name], space[mutant.statement.name])
        return
    changed = {name for name in known if _replace(module, name, space[name])}
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    for statement in ast.parse(source).body:
        names = {one.id for one in ast.walk(statement) if isinstance(one, ast.Name)}
        if isinstance(statement, _DEFINITION) and names & changed:
            # Defaults were taken from the constant when the module was imported.
            _graft(vars(module)[statement.name], _run(module, statement)[statement.name])


def _run(module: ModuleType, statement: ast.stmt) -> dict[str, Any]:
    space = dict(vars(module))
    exec(compile(ast.Module([statement], []), str(module.__file__), "exec"), space)
    return space


def _replace(module: ModuleType, name: str, value: object) -> bool:
    old = vars(module)[name]
    if old is value:
        return False
    for other in list(sys.modules.values()):
        if getattr(other, "__dict__", {}).get(name) is old:
            vars(other)[name] = value
    return True


def _graft(old: Any, new: Any) -> None:
    """Let *old*, which others hold, do what *new* does."""
    if isinstance(old, type):
        for name, part in vars(new).items():
            if name in vars(old) and vars(old)[name] is not part:
                _graft_part(old, name, part)
        return
    old, new = _function(old), _function(new)
    if old is None or new is None:
        return
    old.__code__ = new.__code__
    old.__defaults__ = new.__defaults__
    old.__kwdefaults__ = new.__kwdefaults__
    for name, mine, theirs in zip(
        new.__code__.co_freevars, old.__closure__ or (), new.__closure__ or (), strict=True
    ):
        if name != "__class__":
            mine.cell_contents = theirs.cell_contents


def _graft_part(owner: type, name: str, part: Any) -> None:
    old = vars(owner)[name]
    if isinstance(old, property):
        _graft(old.fget, part.fget)
    elif _function(old) is not None:
        _graft(old, part)
    elif isinstance(old, int | float | str | tuple | frozenset) and not name.startswith("__"):
        setattr(owner, name, part)


def _function(found: Any) -> Any:
    found = getattr(found, "__func__", found)
    found = getattr(found, "__wrapped__", found)
    return found if isinstance(found, FunctionType) else None
