import asyncio

from loredesk.ui.task_scope import TaskScope
from tests.ui.settled import settled


async def _for_ever(heard):
    try:
        await asyncio.Event().wait()
    finally:
        heard.append("ended")


async def _fail():
    message = "no"
    raise ValueError(message)


async def test_starting_again_under_one_name_replaces_what_ran():
    heard = []
    scope = TaskScope()
    scope.start("search", _for_ever(heard))
    await settled()

    scope.start("search", _for_ever([]))
    await settled()

    assert heard == ["ended"]
    assert scope.is_running("search")
    await scope.aclose()


async def test_closing_stops_everything_and_waits_for_it():
    heard = []
    scope = TaskScope()
    scope.start("one", _for_ever(heard))
    scope.start("two", _for_ever(heard))
    await settled()

    await scope.aclose()

    assert heard == ["ended", "ended"]
    assert not scope.is_running("one")


async def test_nothing_starts_after_closing():
    scope = TaskScope()
    await scope.aclose()

    scope.start("late", _fail())
    await settled()

    assert not scope.is_running("late")


async def test_a_failure_is_told_with_its_name():
    told = []
    scope = TaskScope(on_error=lambda name, error: told.append((name, str(error))))

    scope.start("work", _fail())
    await settled()

    assert told == [("work", "no")]


async def test_a_failure_nobody_listens_to_is_logged(caplog):
    scope = TaskScope()

    scope.start("work", _fail())
    await settled()

    assert "work failed" in caplog.text


async def test_work_that_was_cancelled_did_not_fail():
    told = []
    scope = TaskScope(on_error=lambda name, error: told.append(name))
    scope.start("work", _for_ever([]))
    await settled()

    scope.cancel("work")
    await settled()

    assert told == []
