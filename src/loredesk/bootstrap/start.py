"""Starting the window; without a screen, playing the sample world in the terminal instead."""

import os
import sys
from argparse import Namespace

from loredesk.bootstrap.display import has_display
from loredesk.bootstrap.window import show_window
from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.host.home import find_home

NO_DISPLAY = "There is no display here, so no window can be opened."


def run_window(args: Namespace) -> int:
    """Open the window; return the exit code."""
    try:
        home = find_home(args.home, os.environ)
        home.create()
        if has_display(os.environ, thorough=args.demo):
            show_window(home, demo=args.demo)
        elif args.demo:
            from loredesk.bootstrap.demo import play_demo

            return play_demo(home, NO_DISPLAY)
        else:
            hint = (
                "`loredesk --demo` plays the sample world here; `loredesk --help` lists commands."
            )
            raise UserFixableError(NO_DISPLAY, hint=hint)
    except LoredeskError as error:
        print(error.sentence(), file=sys.stderr)  # noqa: T201  # there is no window to say it in
        return 1
    return 0
