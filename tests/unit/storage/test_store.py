from loredesk.domain.hub import Hub
from loredesk.host.clock import SystemClock
from loredesk.storage.migrate import upgrade
from loredesk.storage.store import SqlStore


async def test_a_library_that_is_closed_is_one_file(tmp_path):
    file = tmp_path / "loredesk.db"
    upgrade(file)
    store = SqlStore(file, now=SystemClock().now, publish=Hub().publish)
    await store.read(lambda repos: repos.now)
    await store.write(lambda repos: repos.now)

    await store.aclose()

    assert [one.name for one in tmp_path.iterdir()] == [file.name]
