"""`python -m tests.recall [--weights] [--exact]`, `--worlds`, `--strings N [--seed S]`, `--campaign`,
or `--lesson`.

`--campaign [--entries N] [--turns N] [--probes N] [--secrets N] [--seed S]` makes a campaign, asks
for what must and must not be told in it, and prints what came of it as JSON. `--lesson` with the same
learns from such a campaign, in which so many probes are asked for.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from loredesk.recall.story.clues import first_clues
from loredesk.recall.story.weights import StoryWeights
from tests.recall import dialogues, strings, training, worlds
from tests.recall.campaign.remembering import learn
from tests.recall.campaign.running import Sizes, run
from tests.recall.dialogues import Asked, Dialogue
from tests.recall.training import Found


def main() -> int:
    """Leave out one dialogue after the other; print what the weights find in it."""
    parser = argparse.ArgumentParser(prog="python -m tests.recall", description=__doc__)
    parser.add_argument("--weights", action="store_true", help="print weights learned on all")
    parser.add_argument("--exact", action="store_true", help="use the exact network on numpy")
    parser.add_argument("--strings", type=int, default=0, help="search for so many random strings")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worlds", action="store_true", help="ask the hand-written worlds")
    parser.add_argument("--campaign", action="store_true", help="ask a generated campaign")
    parser.add_argument("--lesson", action="store_true", help="learn from a generated campaign")
    for name, default in asdict(Sizes()).items():
        if name != "seed":
            parser.add_argument(f"--{name}", type=int, default=default, help="of the campaign")
    args = parser.parse_args()
    sizes = Sizes(**{name: getattr(args, name) for name in asdict(Sizes())})
    if args.campaign:
        return _campaign(sizes)
    if args.lesson:
        return _lesson(sizes)
    if args.worlds:
        for name in worlds.names():
            tally = asyncio.run(worlds.measured(name))
            sys.stdout.write("\n".join([*worlds.lines(name, tally), ""]))
        return 0
    if args.strings:
        report = strings.search_strings(args.strings, args.seed)
        sys.stdout.write("\n".join([*report.lines(), ""]))
        return int(bool(report.errors or report.missed))
    return _dialogues(weights=args.weights, exact=args.exact)


def _dialogues(*, weights: bool, exact: bool) -> int:
    read = [dialogues.read(name, exact=exact) for name in dialogues.names()]
    if weights:
        _print_weights(training.learn(read))
        return 0
    ways: dict[str, list[Found]] = {"words": [], "meaning": [], "learned": [], "plain": []}
    for left_out in read:
        learned = training.learn([one for one in read if one is not left_out])
        order = training.by_weights(left_out, learned)
        for way in ("words", "meaning"):
            ways[way].append(training.measured(left_out, _alone(left_out, way)))
        ways["learned"].append(training.measured(left_out, order))
        ways["plain"].append(
            training.measured(left_out, order, kinds=lambda kind: kind.startswith("plain"))
        )
        _print(left_out.name, ways["learned"][-1])
    for way, found in ways.items():
        _print(way, training.mean(found))
    return 0


def _campaign(sizes: Sizes) -> int:
    report = asyncio.run(run(sizes))
    sys.stdout.write(f"{json.dumps(report.as_json(sizes), indent=2, ensure_ascii=False)}\n")
    return int(not report.is_good)


def _lesson(sizes: Sizes) -> int:
    told = asyncio.run(learn(sizes))
    sys.stdout.write(f"{json.dumps(told, indent=2, ensure_ascii=False)}\n")
    return 0


def _alone(dialogue: Dialogue, clue: str) -> Callable[[Asked], NDArray[np.int64]]:
    return lambda asked: np.argsort(
        -first_clues(dialogue.passages, asked.question)[0][clue], kind="stable"
    )


def _print(name: str, found: Found) -> None:
    shares = "  ".join(
        f"{label} {100 * share:5.1f}"
        for label, share in zip(("R@5", "R@10", "2,048", "MRR"), found, strict=True)
    )
    sys.stdout.write(f"{name:16} {shares}\n")
    sys.stdout.flush()


def _print_weights(weights: StoryWeights) -> None:
    for name, table in zip(("FIRST", "SECOND"), weights, strict=True):
        sys.stdout.write(f"{name}: Weights = {{\n")
        sys.stdout.writelines(f'    "{clue}": {weight:.3f},\n' for clue, weight in table.items())
        sys.stdout.write("}\n")


if __name__ == "__main__":
    sys.exit(main())
