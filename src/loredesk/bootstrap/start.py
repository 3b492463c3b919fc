"""Starting the window; without a screen, playing the sample world in the terminal instead."""

import os
import sys
from argparse import Namespace

from loredesk.bootstrap.display import display_problem
from loredesk.bootstrap.window import show_window
from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.host.home import find_home

COMMANDS = "`loredesk --demo` plays the sample world here; `loredesk --help` lists commands."


def run_window(args: Namespace) -> int:
    """Open the window; return the exit code."""
    try:
        home = find_home(args.home, os.environ)
        home.create()
        problem = display_problem(os.environ, thorough=args.demo)
        if not problem:
            show_window(home, demo=args.demo)
        elif args.demo:
            from loredesk.bootstrap.demo import play_demo

            return play_demo(home, problem)
        else:
            raise UserFixableError(problem, hint=COMMANDS)
    except LoredeskError as error:
        print(error.sentence(), file=sys.stderr)  # noqa: T201  # there is no window to say it in
        return 1
    return 0
