"""The record of a run: one line of JSON for each mistake, so that a run goes on where it stopped."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant
from tests.mutation.running import SURVIVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of one mistake, and the tests it was given to."""

    key: str
    name: str
    verdict: str
    tests: str
    seconds: float


class Record:
    """What is known of every mistake tried so far."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, Found] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                one = Found(**json.loads(line))
                self._found[one.key] = one

    def add(self, found: Found) -> None:
        """Keep *found*, on the disk as well."""
        self._found[found.key] = found
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(found)) + "\n")

    def verdict(self, mutant: Mutant) -> str:
        """Return what became of *mutant*; empty where it was not tried."""
        found = self._found.get(mutant.key)
        return found.verdict if found else ""

    def is_open(self, mutant: Mutant, tests: str) -> bool:
        """Return whether *mutant* is to be tried: one that survived is, once the tests differ."""
        found = self._found.get(mutant.key)
        return found is None or (found.verdict == SURVIVED and found.tests != tests)


def fingerprint(files: Iterable[Path]) -> str:
    """Return what changes when one of *files* does."""
    mark = hashlib.sha1(usedforsecurity=False)
    for path in sorted(files):
        mark.update(path.read_bytes())
    return mark.hexdigest()[:16]


def summary(
    tried: Sequence[Mutant], record: Record, accepted: dict[str, str]
) -> tuple[list[str], list[Mutant]]:
    """Return a line for each module and one for all, and the survivors without a reason."""
    counts: dict[str, Counter[str]] = {}
    unexplained = []
    for mutant in tried:
        verdict = record.verdict(mutant)
        count = counts.setdefault(mutant.module, Counter())
        count[verdict] += 1
        if verdict == SURVIVED:
            count["accepted"] += mutant.name in accepted
            if mutant.name not in accepted:
                unexplained.append(mutant)
    counts["all"] = sum(counts.values(), Counter())
    return [_line(module, count) for module, count in counts.items()], unexplained


def _line(module: str, count: Counter[str]) -> str:
    killed = count["killed"] + count["timeout"]
    total = killed + count[SURVIVED]
    share = 100 * killed / total if total else 100.0
    return (
        f"{module:32} {total:5} tried  {killed:5} killed ({count['timeout']} by time)"
        f"  {count[SURVIVED]:4} survived ({count['accepted']} with a reason)  {share:5.1f} %"
    )
