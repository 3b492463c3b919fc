"""Which function answers which command, and what it needs of the home."""

from argparse import Namespace
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from loredesk.cli import (
    asking,
    audit,
    backup,
    context,
    evaluation,
    keeping,
    knowing,
    library,
    machine,
    past,
    play,
    queue,
    recall,
    review,
    story,
    summaries,
    tree,
)
from loredesk.cli.printing import Printer
from loredesk.services.desk import Desk


class Need(Enum):
    """What a command does to the home."""

    READ = "read"
    """Only looks: may run beside the process that owns the home."""
    LOOK_OVER = "look over"
    """Only looks, also where the settings cannot be read: it is to say so."""
    MEND = "mend"
    """Looks over and mends, also where the settings cannot be read; beside an owner that does not
    take it, it only looks."""
    FILES = "files"
    """Only looks at files, whatever the library is like."""
    CLOSED = "closed"
    """Changes files while the library is closed, or has its owner do it."""
    WRITE = "write"
    """Changes something: runs in the owning process."""
    WORK = "work"
    """Works the queue as well."""


Run = Callable[[Desk, Namespace, Printer], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    run: Run
    need: Need = Need.READ


_COMMANDS: dict[str, Command] = {
    "play": Command(play.play, Need.WORK),
    "worlds": Command(library.worlds),
    "worlds delete": Command(keeping.delete_world, Need.WRITE),
    "worlds restore": Command(keeping.restore_world, Need.WRITE),
    "sessions": Command(library.sessions),
    "sessions new": Command(keeping.new_session, Need.WRITE),
    "sessions set": Command(knowing.options, Need.WRITE),
    "sessions delete": Command(keeping.delete_session, Need.WRITE),
    "sessions restore": Command(keeping.restore_session, Need.WRITE),
    "trash": Command(keeping.trash),
    "lore": Command(library.lore),
    "lore promote": Command(keeping.promote, Need.WRITE),
    "lore demote": Command(keeping.demote, Need.WRITE),
    "lore rollback": Command(keeping.rollback, Need.WRITE),
    "lore lock": Command(keeping.lock, Need.WRITE),
    "lore merge": Command(keeping.merge, Need.WRITE),
    "lore split": Command(keeping.split, Need.WRITE),
    "lore hide": Command(knowing.hide, Need.WRITE),
    "lore reveal": Command(knowing.reveal, Need.WRITE),
    "lore know": Command(knowing.know, Need.WRITE),
    "lore forget": Command(knowing.forget, Need.WRITE),
    "lore remember": Command(knowing.remember, Need.WRITE),
    "lore delete": Command(keeping.delete, Need.WRITE),
    "lore restore": Command(keeping.restore, Need.WRITE),
    "lore history": Command(past.history),
    "lore blame": Command(past.blame),
    "lore withdraw": Command(past.withdraw, Need.WRITE),
    "lore reinstate": Command(past.reinstate, Need.WRITE),
    "messages": Command(story.messages),
    "goto": Command(story.goto, Need.WRITE),
    "regenerate": Command(story.regenerate, Need.WRITE),
    "continue": Command(story.continue_story, Need.WRITE),
    "edit": Command(tree.edit, Need.WRITE),
    "delete": Command(tree.delete, Need.WRITE),
    "restore": Command(tree.restore, Need.WRITE),
    "branch": Command(tree.branch, Need.WRITE),
    "branches": Command(tree.branches),
    "compare": Command(tree.compare),
    "summaries": Command(summaries.summaries),
    "summarise": Command(summaries.summarise, Need.WRITE),
    "review": Command(review.review),
    "queue": Command(queue.queue),
    "analyse": Command(queue.analyse, Need.WRITE),
    "tick": Command(queue.tick, Need.WRITE),
    "context": Command(context.context),
    "why-not": Command(context.why_not),
    "steer": Command(context.steer),
    "ask": Command(asking.ask),
    "search": Command(recall.search),
    "index": Command(recall.index),
    "models": Command(machine.models),
    "eval": Command(evaluation.show),
    "eval recall": Command(evaluation.recall),
    "eval prompts": Command(evaluation.prompts),
    "eval list": Command(evaluation.list_runs),
    "eval compare": Command(evaluation.compare),
    "eval remove": Command(evaluation.remove),
    "backup": Command(backup.backup, Need.FILES),
    "audit": Command(audit.audit),
    "doctor": Command(machine.doctor, Need.MEND),
}
_VERB_NEEDS = {
    ("review", "accept"): Need.WRITE,
    ("review", "reject"): Need.WRITE,
    ("review", "reopen"): Need.WRITE,
    ("review", "same-as"): Need.WRITE,
    ("queue", "retry"): Need.WRITE,
    ("queue", "cancel"): Need.WRITE,
    ("queue", "pause"): Need.WRITE,
    ("queue", "resume"): Need.WRITE,
    ("queue", "run"): Need.WORK,
    ("backup", "create"): Need.CLOSED,
    ("backup", "restore"): Need.CLOSED,
    ("index", "rebuild"): Need.WRITE,
}


def command_for(args: Namespace) -> Command:
    """Return what answers *args*."""
    verb = getattr(args, "verb", "")
    command = _COMMANDS.get(f"{args.command} {verb}", _COMMANDS[args.command])
    if getattr(args, "as_of", None) is not None:
        command = Command(past.show_as_of)
    elif getattr(args, "told_to", None) is not None:
        command = Command(knowing.show_as)
    need = _VERB_NEEDS.get((args.command, verb), command.need)
    if args.command == "steer" and args.entry is not None:
        need = Need.WRITE
    if getattr(args, "learn", False) or getattr(args, "forget", False):
        need = Need.WRITE
    if args.command == "doctor" and (args.look or args.quarantine):
        need = Need.LOOK_OVER
    if getattr(args, "engine", None) == "chroma":
        # Chroma's server belongs to the owner of the home.
        need = Need.WRITE if need is Need.READ else need
    return Command(command.run, need)
