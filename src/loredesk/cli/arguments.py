"""What can be typed behind `loredesk`."""

import argparse
from collections.abc import Sequence

from loredesk.cli.evaluation_arguments import add_evaluations
from loredesk.cli.keeping_arguments import add_listing_verbs, add_lore_verbs
from loredesk.cli.knowing_arguments import add_knowing_verbs

ENGINES = ("auto", "exact", "chroma")
STAGES = ("words", "meaning", "triggers")
SERVICES = ("generation", "analysis", "maintenance", "embedding", "reranking")
TYPES = (
    "ANALYZE_TURN",
    "UPDATE_NOTE",
    "CREATE_ENTITY",
    "SIMULATE_WORLD",
    "EMBED_DOCUMENT",
    "SUMMARIZE",
)
LANES = ("analysis", "notes", "creations", "simulation", "embedding", "summaries")
STATUSES = ("pending", "processing", "completed", "failed", "cancelled", "parked")
STEERS = ("pin", "ban", "boost", "free")
STATES = ("open", "accepted", "rejected", "snoozed", "conflict")
BENCHES = ("turn", "queue", "workers", "start", "stream")


def read(argv: Sequence[str]) -> argparse.Namespace:
    """Return what *argv* asks for; exits with 2 where it cannot be understood."""
    return Arguments().parser.parse_args(argv)


class Arguments:
    """Builds the parser, a family of commands at a time."""

    def __init__(self) -> None:
        self._shared = _shared(argparse.SUPPRESS)
        self.parser = argparse.ArgumentParser(
            prog="loredesk",
            description="A desk for authors of AI-driven stories. "
            "Without a command it opens the window.",
            parents=[_shared(None)],
        )
        self.parser.add_argument("--version", action="store_true", help="print the version")
        self.parser.add_argument(
            "--demo", action="store_true", help="open the sample world with the built-in models"
        )
        self._commands = self.parser.add_subparsers(dest="command", metavar="COMMAND")
        self._play()
        self._library()
        self._story()
        self._review()
        self._queue()
        self._recall()
        self._machine()
        evaluations = self._add("eval", "measure how well recall finds and prompts do")
        add_evaluations(evaluations, self._shared)

    def _add(self, name: str, words: str) -> argparse.ArgumentParser:
        return self._commands.add_parser(
            name, help=words, description=words, parents=[self._shared]
        )

    def _play(self) -> None:
        play = self._add("play", "play the lines of a file, or of standard input, as turns")
        play.add_argument(
            "--world", metavar="W", help="id or title; `sample` adds the sample world"
        )
        play.add_argument("--session", metavar="S", help="go on in this session")
        play.add_argument("--script", metavar="FILE", help="one turn a line, UTF-8")
        play.add_argument("--accept", choices=("all", "none"), default="none")
        play.add_argument("--drain", action="store_true", help="wait until the queue is empty")

    def _library(self) -> None:
        worlds = self._add("worlds", "list the worlds")
        sessions = self._add("sessions", "list the sessions, the newest first")
        add_listing_verbs(worlds, sessions, self._shared)
        trash = self._add("trash", "list what is in the trash")
        trash.add_argument("--world", metavar="W")
        lore = self._add("lore", "show lore entries")
        verbs = lore.add_subparsers(dest="verb", required=True, metavar="VERB")
        add_lore_verbs(verbs, self._shared, _numbers)
        add_knowing_verbs(verbs, self._shared, _positive)
        listing = verbs.add_parser("list", parents=[self._shared])
        listing.add_argument("--world", metavar="W")
        listing.add_argument("--session", metavar="S")
        show = verbs.add_parser("show", parents=[self._shared])
        show.add_argument("entry", metavar="ENTRY", help="an id, a handle or an exact title")
        show.add_argument("--world", metavar="W")
        show.add_argument("--session", metavar="S")
        how = show.add_mutually_exclusive_group()
        how.add_argument("--composite", action="store_true", help="print the document searched")
        how.add_argument(
            "--as",
            dest="told_to",
            metavar="A,B",
            help="what they know of it; `reply`: the next one",
        )
        show.add_argument("--as-of", metavar="N", type=_turn, help="as it stood behind turn N")
        for verb, words in (
            ("history", "list every version, the newest first"),
            ("blame", "say of each sentence who wrote it, when and why"),
        ):
            past = verbs.add_parser(verb, help=words, parents=[self._shared])
            past.add_argument("entry", metavar="ENTRY")
            past.add_argument("--world", metavar="W")
            past.add_argument("--session", metavar="S")
        for verb, words in (
            ("withdraw", "take one change of a note back"),
            ("reinstate", "bring a change that was taken back into force again"),
        ):
            change = verbs.add_parser(verb, help=words, parents=[self._shared])
            change.add_argument("revision", metavar="REVISION", help="as `lore history` names it")
            change.add_argument("--session", metavar="S", required=True)

    def _story(self) -> None:
        messages = self._add("messages", "list the messages of a session")
        messages.add_argument("--session", metavar="S", required=True)
        messages.add_argument("--all", action="store_true", help="the whole tree, not the line")
        messages.add_argument("--deleted", action="store_true", help="also what is in the trash")
        for name, words in (
            ("goto", "show the line that ends at a message"),
            ("regenerate", "write another take of a reply"),
            ("edit", "say something else instead of a message, as another take of it"),
            ("delete", "put a message and all below it into the trash"),
            ("restore", "bring a message back from the trash"),
            ("branch", "begin a line with a name at a message"),
            ("compare", "show how the lines to two messages differ"),
        ):
            self._in_session(name, words).add_argument("--message", metavar="M", required=True)
        for name, option, metavar in (("edit", "text", "T"), ("branch", "name", "N")):
            changing = self._commands.choices[name]
            changing.add_argument(f"--{option}", metavar=metavar, required=name == "edit")
        compare = self._commands.choices["compare"]
        compare.add_argument("--with", dest="other", metavar="B", required=True)
        self._in_session("continue", "let the narrator go on, without a turn of yours")
        self._in_session("branches", "list the lines that have a name")
        summaries = self._in_session("summaries", "list what is summed up of the story so far")
        summaries.add_argument("--all", action="store_true", help="every version, on every line")
        summarise = self._in_session("summarise", "have the story summed up, chapter by chapter")
        summarise.add_argument("--chapter", metavar="N", type=_positive, help="only this chapter")
        summarise.add_argument(
            "--again",
            action="store_true",
            help="although it is written; without N, the whole story",
        )
        summarise.add_argument(
            "--every", metavar="N", type=_natural, help="a chapter has so many turns; 0 for none"
        )

    def _in_session(self, name: str, words: str) -> argparse.ArgumentParser:
        command = self._add(name, words)
        command.add_argument("--session", metavar="S", required=True)
        return command

    def _review(self) -> None:
        review = self._add("review", "list, show, accept or reject proposals")
        verbs = review.add_subparsers(dest="verb", required=True, metavar="VERB")
        reopen = verbs.add_parser("reopen", help="undo a decision", parents=[self._shared])
        reopen.add_argument("ids", metavar="ID", nargs="+")
        same = verbs.add_parser("same-as", help="a newcomer is known", parents=[self._shared])
        same.add_argument("ids", metavar="ID", nargs=1)
        same.add_argument("entry", metavar="ENTRY")
        listing = verbs.add_parser("list", parents=[self._shared])
        listing.add_argument("--session", metavar="S")
        listing.add_argument("--state", choices=STATES, default="open")
        show = verbs.add_parser("show", parents=[self._shared])
        show.add_argument("ids", metavar="ID", nargs=1)
        for verb in ("accept", "reject"):
            decide = verbs.add_parser(verb, parents=[self._shared])
            decide.add_argument("ids", metavar="ID", nargs="*")
            decide.add_argument("--all", action="store_true", help="every open proposal")
            decide.add_argument("--session", metavar="S", help="with --all: of this session only")
            if verb == "accept":
                decide.add_argument("--hunks", metavar="1,3", type=_numbers)

    def _queue(self) -> None:
        queue = self._add("queue", "look at the queue and work it")
        verbs = queue.add_subparsers(
            dest="verb", required=True, metavar="status|list|retry|cancel|pause|resume|run"
        )
        for verb in ("status", "run"):
            verbs.add_parser(verb, parents=[self._shared])
        for verb in ("pause", "resume"):
            pausing = verbs.add_parser(verb, parents=[self._shared])
            what = pausing.add_mutually_exclusive_group()
            what.add_argument("--lane", choices=LANES, help="one kind of work only")
            what.add_argument("--session", metavar="S", help="the work of one session only")
        listing = verbs.add_parser("list", parents=[self._shared])
        listing.add_argument("--type", choices=TYPES)
        listing.add_argument("--status", choices=STATUSES)
        listing.add_argument("--session", metavar="S")
        for verb in ("retry", "cancel"):
            act = verbs.add_parser(verb, parents=[self._shared])
            act.add_argument("ids", metavar="ID", nargs="*")
            if verb == "retry":
                act.add_argument("--all", action="store_true", help="every failed task")
        analyse = self._add("analyse", "queue the reading of a turn")
        analyse.add_argument("--session", metavar="S", required=True)
        analyse.add_argument("--turn", metavar="N", type=_positive)
        tick = self._add("tick", "queue a world simulation")
        tick.add_argument("--session", metavar="S", required=True)

    def _recall(self) -> None:
        context = self._add("context", "show what a text would send, without sending it")
        context.add_argument("--session", metavar="S", required=True)
        context.add_argument("--message", metavar="M", help="what was sent for this reply")
        context.add_argument("--with", dest="other", metavar="B", help="compared with this one")
        context.add_argument("text", nargs="?")
        why = self._in_session("why-not", "say why an entry was not told")
        why.add_argument("entry", metavar="ENTRY")
        why.add_argument("--message", metavar="M", help="for this reply; else for the next")
        steer = self._in_session("steer", "have recall always, never or sooner tell an entry")
        steer.add_argument("entry", metavar="ENTRY", nargs="?", help="without it, list them")
        steer.add_argument("--how", choices=STEERS, default="pin")
        ask = self._add("ask", "answer a question from lore, notes and the story, with sources")
        ask.add_argument("question", nargs="?")
        ask.add_argument("--session", metavar="S")
        ask.add_argument("--world", metavar="W")
        ask.add_argument("--threads", action="store_true", help="themes and what is open instead")
        search = self._add("search", "search lore and notes")
        search.add_argument("text")
        search.add_argument("--session", metavar="S")
        search.add_argument("--world", metavar="W")
        search.add_argument("--only", choices=STAGES)
        search.add_argument("--engine", choices=ENGINES)
        search.add_argument("--limit", metavar="N", type=_positive, default=20)
        index = self._add("index", "check or rebuild the search index")
        index.add_argument("verb", choices=("check", "rebuild"))
        index.add_argument("--engine", choices=ENGINES)

    def _machine(self) -> None:
        models = self._add("models", "list the models, or try them")
        models.add_argument("verb", choices=("list", "test"))
        models.add_argument("--service", choices=SERVICES)
        backup = self._add("backup", "make, list, look over or restore copies of the library")
        verbs = backup.add_subparsers(
            dest="verb", required=True, metavar="create|list|verify|restore"
        )
        create = verbs.add_parser("create", parents=[self._shared])
        create.add_argument("--reason", metavar="WORDS", default="by hand")
        verbs.add_parser("list", parents=[self._shared])
        verify = verbs.add_parser("verify", parents=[self._shared])
        verify.add_argument("name", metavar="NAME", nargs="?", help="one backup; without it, all")
        restore = verbs.add_parser("restore", parents=[self._shared])
        restore.add_argument("name", metavar="NAME")
        doctor = self._add("doctor", "look for everything that can be wrong, and mend it")
        doctor.add_argument("--look", action="store_true", help="only look, change nothing")
        doctor.add_argument(
            "--quarantine", action="store_true", help="list the damaged rows that were put aside"
        )
        audit = self._add("audit", "show who changed what, or check the log of it")
        audit.add_argument("verb", nargs="?", choices=("list", "verify"), default="list")
        audit.add_argument("--subject", metavar="ID", help="of one entry, revision or proposal")
        audit.add_argument("--session", metavar="S", help="in one session")
        audit.add_argument("--limit", metavar="N", type=_positive, default=100)
        audit.add_argument("--before", metavar="SEQ", type=_positive, help="older than this row")
        bench = self._add("bench", "measure, each with its limit beside it in the same run")
        bench.add_argument("name", choices=BENCHES)
        bench.add_argument("--rounds", metavar="N", type=_positive, default=5)
        bench.add_argument("--size", metavar="N", type=_positive, help="entries, tasks or tokens")


def _shared(default: str | None) -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--home", metavar="DIR", default=default, help="the home folder to use")
    json_default = default if default is argparse.SUPPRESS else False
    shared.add_argument("--json", action="store_true", default=json_default, help="print JSON")
    return shared


def _positive(text: str) -> int:
    number = int(text) if text.strip().isdecimal() else 0
    if number < 1:
        message = f"{text!r} is not a whole number from 1"
        raise argparse.ArgumentTypeError(message)
    return number


def _natural(text: str) -> int:
    if not text.strip().isdecimal():
        message = f"{text!r} is not a whole number from 0"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _turn(text: str) -> int:
    if not text.strip().isdecimal():
        message = f"{text!r} is not the number of a turn"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _numbers(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError as error:
        message = f"{text!r} is not a list of numbers such as 1,3"
        raise argparse.ArgumentTypeError(message) from error
