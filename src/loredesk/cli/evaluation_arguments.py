"""What can be typed behind `loredesk eval`."""

import argparse

TEXT_SERVICES = ("generation", "analysis", "maintenance")
_SET = "with another setting than yours, as in services.embedding.model=NAME; may be repeated"


def add_evaluations(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """Add what can be evaluated, and what can be done with what came of it."""
    verbs = parser.add_subparsers(
        dest="verb", required=True, metavar="recall|prompts|list|show|compare|remove"
    )
    words = "how well recall finds: in FILE, in a session of yours, or in the sample world"
    recall = verbs.add_parser("recall", help=words, description=words, parents=[shared])
    recall.add_argument("file", metavar="FILE", nargs="?", help="questions, as JSON")
    recall.add_argument("--session", metavar="S", help="your own replies are the questions")
    recall.add_argument("--world", metavar="W", help="the world the questions of FILE are about")
    recall.add_argument(
        "--ablation", action="store_true", help="also without one clue after the other"
    )
    recall.add_argument(
        "--learn",
        action="store_true",
        help="let the world of the session keep what its replies teach, where that finds more",
    )
    recall.add_argument(
        "--forget",
        action="store_true",
        help="measure nothing: go back to the built-in weights in this world",
    )
    words = "how well the models answer the prompts in use, on cases that came with Loredesk"
    prompts = verbs.add_parser("prompts", help=words, description=words, parents=[shared])
    prompts.add_argument("--service", choices=TEXT_SERVICES)
    for running in (recall, prompts):
        running.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], help=_SET)
    verbs.add_parser("list", help="list the evaluations that were kept", parents=[shared])
    show = verbs.add_parser("show", help="show one of them again", parents=[shared])
    show.add_argument("run", metavar="RUN", help="as `eval list` numbers it")
    compare = verbs.add_parser("compare", help="show two side by side", parents=[shared])
    compare.add_argument("run", metavar="A")
    compare.add_argument("other", metavar="B")
    remove = verbs.add_parser("remove", help="forget one of them", parents=[shared])
    remove.add_argument("run", metavar="RUN")
