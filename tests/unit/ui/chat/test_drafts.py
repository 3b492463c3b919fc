import asyncio

import pytest

from loredesk.ui.chat.drafts import KeptDrafts


class Desk:
    """Keeps what is written down; may be slow or full."""

    def __init__(self):
        self.written = []
        self.error = None

    def write(self, drafts):
        if self.error is not None:
            raise self.error
        self.written.append(dict(drafts))


@pytest.fixture
def desk():
    return Desk()


async def until_written(desk, number=1):
    async with asyncio.timeout(10):
        while len(desk.written) < number:
            await asyncio.sleep(0)


async def test_what_was_written_before_is_there(desk):
    drafts = KeptDrafts({"s1": "A word"}, write=desk.write)

    assert dict(drafts) == {"s1": "A word"}
    await drafts.aclose()
    assert desk.written == []


async def test_typing_is_written_down_by_itself(desk):
    drafts = KeptDrafts({}, write=desk.write, pause=0)

    drafts["s1"] = "A w"
    drafts["s1"] = "A word"
    await until_written(desk)

    assert desk.written[-1] == {"s1": "A word"}
    await drafts.aclose()


async def test_the_end_writes_down_what_is_not_written_yet(desk):
    drafts = KeptDrafts({"s2": "Old"}, write=desk.write, pause=60)

    drafts["s1"] = "A word"
    await drafts.aclose()

    assert desk.written == [{"s2": "Old", "s1": "A word"}]


async def test_what_was_sent_is_a_draft_no_more(desk):
    drafts = KeptDrafts({"s1": "A word", "s2": "x"}, write=desk.write, pause=60)

    drafts.pop("s1")
    drafts["s2"] = ""
    await drafts.aclose()

    assert desk.written == [{}]


async def test_a_full_disk_is_no_reason_to_stop_typing(desk):
    drafts = KeptDrafts({}, write=desk.write, pause=0)
    desk.error = OSError("full")
    drafts["s1"] = "A"
    async with asyncio.timeout(10):
        while drafts._scope.is_running("write"):
            await asyncio.sleep(0)

    desk.error = None
    drafts["s1"] = "A word"
    await until_written(desk)

    assert desk.written[-1] == {"s1": "A word"}
    desk.error = OSError("full")
    drafts["s1"] = "Another"
    await drafts.aclose()
