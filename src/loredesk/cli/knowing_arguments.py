"""What can be typed to say who knows what, and who speaks."""

import argparse
from collections.abc import Callable
from typing import Any

Verbs = Any  # what argparse's add_subparsers returns has no public name

TELLS = ("all", "present")


def add_knowing_verbs(
    verbs: Verbs, shared: argparse.ArgumentParser, number: Callable[[str], int]
) -> None:
    """Add the verbs of `lore` about who knows an entry, or a sentence of it."""

    def about(verb: str, words: str, *, session: bool = False) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = verbs.add_parser(verb, help=words, parents=[shared])
        parser.add_argument("entry", metavar="ENTRY", help="an id, a handle or an exact title")
        parser.add_argument("--world", metavar="W")
        parser.add_argument("--session", metavar="S", required=session)
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--sentence", metavar="N", type=number, help="only this one, as `show` numbers them"
        )
        which.add_argument("--quote", metavar="TEXT", help="only the sentence that says this")
        parser.add_argument(
            "--of", choices=("entry", "note"), help="where the sentence stands (the entry)"
        )
        return parser

    hide = about("hide", "let nobody in the story know it, or only some")
    hide.add_argument("--but", metavar="A,B", default="", help="who knows it all the same")
    reveal = about("reveal", "let everyone in the story know it")
    reveal.add_argument(
        "--as-entry", action="store_true", help="let a sentence be known as its entry is"
    )
    know = about("know", "say who learned it, and where", session=True)
    know.add_argument("--who", metavar="A,B", required=True, help="characters or factions")
    know.add_argument("--at", metavar="MESSAGE", help="where (the end of the line)")
    for verb, words in (
        ("forget", "take back that somebody learned something"),
        ("remember", "let what was taken back count again"),
    ):
        act = verbs.add_parser(verb, help=words, parents=[shared])
        act.add_argument("ids", metavar="ID", nargs="+", help="as `lore show` names them")


def add_session_options(verbs: Verbs, shared: argparse.ArgumentParser) -> None:
    """Add the verb of `sessions` that says who speaks and what may be told."""
    options = verbs.add_parser(
        "set",
        help="say who speaks and what may be told; without options, show it",
        parents=[shared],
    )
    options.add_argument("id", metavar="ID")
    options.add_argument(
        "--voice", metavar="ENTRY", help="who speaks in the replies; '' for the narrator"
    )
    options.add_argument(
        "--narrator-tells", choices=TELLS, help="all, or what somebody present knows"
    )
