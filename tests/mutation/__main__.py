"""`python -m tests.mutation [MODULE…] [--most N] [--log FILE]`: plant mistakes, list survivors.

Runs go on where the last one stopped. With `--most` the same N mistakes of each module are tried
every time, picked evenly by what they are.
"""

import argparse
import importlib.util
import sys
import tomllib
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.record import Found, Record, fingerprint, summary
from tests.mutation.running import SURVIVED, NotGreenError, run_mutants

HERE = Path(__file__).parent
UNIT = HERE.parent / "unit"
LOG = HERE.parents[1] / "build" / "mutation.jsonl"
GOAL = 85.0


def main() -> int:
    """Run what is open; return 1 where a module stays below the goal."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", help="ends of the modules' names; all by default")
    parser.add_argument("--most", type=int, default=0, help="how many of each module; 0 for all")
    parser.add_argument("--log", type=Path, default=LOG, help="where the record is kept")
    parser.add_argument("--table", type=Path, default=HERE / "modules.toml", help="which tests")
    args = parser.parse_args()
    record = Record(args.log)
    chosen = _chosen(args.table, args.modules)
    tried: list[Mutant] = []
    planned = []
    marks: dict[str, str] = {}
    for module, files in chosen.items():
        found = _sample(mutants(module, _source(module)), args.most)
        marks[module] = fingerprint(files)
        tried += found
        open_ones = [one for one in found if record.is_open(one, marks[module])]
        if open_ones:
            planned.append((files, open_ones))

    def keep(mutant: Mutant, verdict: str, seconds: float) -> None:
        record.add(
            Found(
                key=mutant.key,
                name=mutant.name,
                verdict=verdict,
                tests=marks[mutant.module],
                seconds=round(seconds, 3),
            )
        )
        if verdict == SURVIVED:
            sys.stdout.write(f"survived  {mutant.name} (line {mutant.line})\n")
            sys.stdout.flush()

    try:
        if planned:
            run_mutants(planned, keep)
    except NotGreenError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    return _told(tried, record, is_whole=not _is_partial(args))


def _told(tried: list[Mutant], record: Record, *, is_whole: bool) -> int:
    accepted = _accepted()
    lines, unexplained = summary(tried, record, accepted)
    listed = [f"survived without a reason: {one.name} (line {one.line})" for one in unexplained]
    if is_whole:
        stale = accepted.keys() - {one.name for one in tried}
        listed += [f"a reason for nothing: {name}" for name in sorted(stale)]
    sys.stdout.write("\n".join([*listed, *lines, ""]))
    return int(any(float(line.split()[-2]) < GOAL for line in lines))


def _is_partial(args: argparse.Namespace) -> bool:
    return bool(args.modules or args.most or args.table != HERE / "modules.toml")


def _chosen(table_file: Path, ends: list[str]) -> dict[str, list[Path]]:
    table = tomllib.loads(table_file.read_text(encoding="utf-8"))["tests"]
    return {
        module: [UNIT / one for one in files]
        for module, files in table.items()
        if not ends or any(module.endswith(f".{end}") for end in ends)
    }


def _sample(found: list[Mutant], most: int) -> list[Mutant]:
    return sorted(found, key=lambda one: one.key)[: most or None]


def _source(module: str) -> str:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).read_text(encoding="utf-8")


def _accepted() -> dict[str, str]:
    """Return the survivors that have a reason, with it."""
    table = tomllib.loads((HERE / "accepted.toml").read_text(encoding="utf-8"))
    return {name: group["reason"] for group in table.get("group", []) for name in group["mistakes"]}


if __name__ == "__main__":
    sys.exit(main())
