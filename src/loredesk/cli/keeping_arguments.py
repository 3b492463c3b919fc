"""What can be typed to keep canon in order: promotions, versions, locks, merges and the trash."""

import argparse
from collections.abc import Callable
from typing import Any

from loredesk.cli.knowing_arguments import add_session_options

Verbs = Any  # what argparse's add_subparsers returns has no public name


def add_lore_verbs(
    verbs: Verbs, shared: argparse.ArgumentParser, numbers: Callable[[str], list[int]]
) -> None:
    """Add the verbs of `lore` that change entries."""
    promote = _entry_verb(verbs, shared, "promote", "make a newcomer, or a note, canon")
    promote.add_argument("--hunks", metavar="1,3", type=numbers, help="only these sentences")
    promote.add_argument("--text", metavar="T", help="what canon says then")
    _entry_verb(verbs, shared, "demote", "take a promotion back")
    rollback = _entry_verb(verbs, shared, "rollback", "give an entry an earlier version again")
    rollback.add_argument("--revision", metavar="N", type=int, required=True)
    lock = _entry_verb(verbs, shared, "lock", "lock exactly these fields of an entry")
    lock.add_argument("--fields", metavar="a,b", required=True, help="`entry` locks all; '' none")
    _entry_verb(verbs, shared, "delete", "put an entry in the trash")
    _entry_verb(verbs, shared, "restore", "take an entry out of the trash")
    merge = verbs.add_parser("merge", help="let one entry stand for another", parents=[shared])
    merge.add_argument("entry", metavar="FROM")
    merge.add_argument("into", metavar="INTO")
    merge.add_argument("--text", metavar="T", help="what the merged text says")
    merge.add_argument("--world", metavar="W")
    merge.add_argument("--session", metavar="S")
    split = verbs.add_parser("split", help="undo a merge", parents=[shared])
    split.add_argument("redirect", metavar="REDIRECT", help="as `lore merge` named it")


def add_listing_verbs(
    worlds: argparse.ArgumentParser,
    sessions: argparse.ArgumentParser,
    shared: argparse.ArgumentParser,
) -> None:
    """Add what can be done to a whole world or session."""
    for parser, name in ((worlds, "world"), (sessions, "session")):
        verbs = parser.add_subparsers(dest="verb", metavar="VERB")
        for verb, words in (
            ("delete", f"put a {name} in the trash"),
            ("restore", f"take a {name} out of the trash"),
        ):
            act = verbs.add_parser(verb, help=words, parents=[shared])
            act.add_argument("id", metavar="ID")
        if parser is sessions:
            new = verbs.add_parser("new", help="begin a session", parents=[shared])
            new.add_argument("--world", metavar="W")
            new.add_argument("--title", metavar="T", default="")
            new.add_argument("--carry-from", metavar="S", help="with notes of this session")
            new.add_argument("--entries", metavar="a,b", default="", help="which ones, by commas")
            add_session_options(verbs, shared)


def _entry_verb(
    verbs: Verbs, shared: argparse.ArgumentParser, verb: str, words: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(verb, help=words, parents=[shared])
    parser.add_argument("entry", metavar="ENTRY", help="an id, a handle or an exact title")
    parser.add_argument("--world", metavar="W")
    parser.add_argument("--session", metavar="S", required=verb == "promote")
    return parser
