"""Random sequences of what an author does by hand, undone in reverse: the content is as before."""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from loredesk.domain.errors import LoredeskError
from tests.machine.acts import ACTS, Hand, Undo
from tests.machine.desk import MachineDesk
from tests.machine.readings import effective

MOST_ACTS = 8
SEQUENCES_PER_HOME = 12


@dataclass(slots=True)
class Report:
    """What was done and undone."""

    seed: int
    sequences: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def undo_sequences(sequences: int, seed: int) -> Report:
    """Do and undo so many random sequences, a dozen on each played home."""
    report, chance = Report(seed=seed), random.Random(seed)
    while report.sequences < sequences:
        desk = MachineDesk()
        try:
            _play(desk, chance)
            for _ in range(min(SEQUENCES_PER_HOME, sequences - report.sequences)):
                report.sequences += 1
                if not _sequence(desk, chance, report):
                    break  # what differs would only be found again
        finally:
            desk.close()
    return report


def _play(desk: MachineDesk, chance: random.Random) -> None:
    """Play a few turns; some of what follows from them is accepted, some waits."""
    number = 0
    for _ in range(chance.randint(2, 5)):
        number += 2
        facts = f"{chance.choice(['Mara', 'Tobin'])} finds thing {number}."
        if chance.random() < 0.5:
            facts += f" A stranger, Newt{number}, comes with thing {number + 1}."
        desk.model.then("reply", facts)
        desk.stream(desk.desk.generation.reply(desk.session, "I go on."))
        desk.drain()
        shown = desk.do(desk.desk.review.proposals(desk.session))
        chosen = [one.id for one in shown if chance.random() < 0.6]
        desk.do(desk.desk.review.accept(chosen))
        desk.drain()


def _sequence(desk: MachineDesk, chance: random.Random, report: Report) -> bool:
    """Do a few acts and undo them, the last one first; compare after every step back."""
    hand = Hand(desk, chance.choice)
    done: list[tuple[str, dict[str, Any], Undo]] = []
    for _ in range(chance.randint(1, MOST_ACTS)):
        before, name = effective(desk), chance.choice(ACTS)
        undo = hand.act(name)
        if undo is not None:
            report.acts[name] += 1
            done.append((name, before, undo))
    names = [name for name, _, _ in done]
    for name, before, undo in reversed(done):
        try:
            undo()
        except LoredeskError as error:
            report.differences.append(f"{names}: {name} cannot be undone: {error.sentence()}")
            return False
        after = effective(desk)
        if after != before:
            report.differences.append(f"{names}: undoing {name} {difference(before, after)}")
            return False
    return True


def difference(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return what is gone and what is new, in words."""
    parts = []
    for name, old in before.items():
        if old != after[name]:
            lists = isinstance(old, list)
            gone = [one for one in old if one not in after[name]] if lists else old
            new = [one for one in after[name] if one not in old] if lists else after[name]
            parts.append(f"takes {gone} from the {name} and puts {new} there")
    return "; ".join(parts)
