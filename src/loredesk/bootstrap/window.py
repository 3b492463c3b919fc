"""The window of a home: painted first, then filled."""

import os
import sys

from loredesk.bootstrap.filling import Filling, Visit
from loredesk.domain.errors import LoredeskError
from loredesk.domain.settings import Settings
from loredesk.host import assets, settings_file
from loredesk.host.home import Home
from loredesk.host.home_lock import new_boot_id, take

MEMORY_FILE = "window.ini"
IN_FRONT = "Loredesk is open already; its window is in front now."


def show_window(home: Home, *, demo: bool = False, visit: Visit | None = None) -> None:
    """Show the window of *home* until it is closed, or until *visit* has seen it.

    With *demo* the sample world is there, and a session in it. Where another window shows the home
    already that one comes to the front instead.
    """
    filling = filling_for(home, demo=demo, visit=visit)
    if filling.lock is None and filling.problem is None:
        from loredesk.bootstrap.answers import brought_to_front

        if brought_to_front(home):
            print(IN_FRONT, file=sys.stderr)  # noqa: T201  # the window is another process's
            return
    from loredesk.ui.application import run

    try:
        run(
            filling.live,
            resources=assets.folder("resources"),
            memory_file=home.path / MEMORY_FILE,
            theme=filling.settings.theme,
        )
    finally:
        filling.release()


def filling_for(home: Home, *, demo: bool = False, visit: Visit | None = None) -> Filling:
    """Take the lock of *home* and read its settings; what hinders is said in the window."""
    boot_id = new_boot_id()
    settings, lock = Settings(), None
    problem: LoredeskError | None = None
    may_begin_afresh = False
    try:
        settings = settings_file.load(home.settings_file, os.environ)
    except LoredeskError as error:
        # The home is not taken: whoever starts Loredesk next is to read the same.
        problem = error
        may_begin_afresh = _is_fault_of_the_file(home)
    else:
        lock = take(home, boot_id)
    return Filling(
        home=home,
        settings=settings,
        boot_id=boot_id,
        lock=lock,
        problem=problem,
        may_begin_afresh=may_begin_afresh,
        demo=demo,
        visit=visit,
    )


def _is_fault_of_the_file(home: Home) -> bool:
    """Return whether Loredesk would start with another settings file."""
    if not home.settings_file.is_file():
        return False
    try:
        settings_file.load(home.settings_file, {})
    except LoredeskError:
        return True
    return False
