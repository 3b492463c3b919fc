"""A process of its own: opens the window of a home, says when it was painted, and ends.

`python -m loredesk.bootstrap.bench.first_paint HOME painted|joined` prints one JSON object.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any


def main(folder: str, until: str) -> None:
    """Do what `loredesk` does, until the window is painted or joined to its library."""
    from loredesk.bootstrap.display import display_problem
    from loredesk.bootstrap.window import MEMORY_FILE, filling_for
    from loredesk.cli import arguments
    from loredesk.host import assets
    from loredesk.host.home import find_home

    args = arguments.read(["--home", folder])
    home = find_home(args.home, os.environ)
    home.create()
    display_problem(os.environ)
    from loredesk.ui.application import run

    filling = filling_for(home, demo=False, visit=_tell)
    try:
        run(
            _painted if until == "painted" else filling.live,
            resources=assets.folder("resources"),
            memory_file=Path(folder) / MEMORY_FILE,
            theme=filling.settings.theme,
        )
    finally:
        filling.release()


async def _painted(shell: Any) -> bool:  # noqa: ANN401  # a Shell, imported late
    await _tell(shell)
    return False


async def _tell(_shown: Any) -> None:  # noqa: ANN401  # a Shell or a JoinedWindow, imported late
    told = {"at": time.time(), "modules": len(sys.modules)}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
