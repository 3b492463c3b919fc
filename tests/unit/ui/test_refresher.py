import asyncio

from loredesk.ui.refresher import Refresher
from loredesk.ui.task_scope import TaskScope
from tests.ui.settled import settled


async def test_the_first_wish_is_carried_out_at_once():
    runs = []

    async def work():
        runs.append("run")

    refresher = Refresher(work, scope=TaskScope(), pause=60)
    refresher.ask()
    await settled()

    assert runs == ["run"]


async def test_many_wishes_during_a_pause_make_one_more_run():
    runs = []
    gate = asyncio.Event()

    async def work():
        runs.append("run")
        await gate.wait()

    refresher = Refresher(work, scope=TaskScope(), pause=0)
    for _ in range(50):
        refresher.ask()
        await asyncio.sleep(0)
    gate.set()
    await settled()

    assert runs == ["run", "run"]


async def test_it_can_be_asked_again_after_a_failure():
    runs, errors = [], []

    async def work():
        runs.append("run")
        raise ValueError("broken")

    scope = TaskScope(on_error=lambda name, error: errors.append(error))
    refresher = Refresher(work, scope=scope, pause=0)
    refresher.ask()
    await settled()
    refresher.ask()
    await settled()

    assert len(runs) == len(errors) == 2
