import asyncio
import json
import os
import socket

import pytest

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.host import owner_link
from loredesk.host.home import Home
from loredesk.host.owner_link import LINK_NAME, SOCKET_NAME, OwnerServer, ask_owner


async def echo(request):
    return {"echo": request}


@pytest.fixture(params=["unix", "loopback"])
def home_of(request, tmp_path):
    """A home whose path fits a Unix socket, and one whose path does not."""
    path = tmp_path / ("h" if request.param == "unix" else "h" * 120)
    home = Home(path)
    home.create()
    if request.param == "unix" and len(str(path / SOCKET_NAME)) > owner_link._LONGEST_PATH:
        pytest.skip("the test folder's own path is too long")
    return home


@pytest.fixture
def serve(home_of):
    servers = []

    async def _serve(handler=echo):
        server = OwnerServer(home_of, handler)
        await server.start()
        servers.append(server)
        return server

    return _serve


async def ask(home, request, timeout=20.0):
    return await asyncio.to_thread(ask_owner, home, request, timeout)


async def test_a_request_is_answered(home_of, serve):
    server = await serve()

    answer = await ask(home_of, {"argv": ["lore", "żółw"], "json": True})

    assert answer == {"echo": {"argv": ["lore", "żółw"], "json": True}}
    await server.aclose()


async def test_long_requests_and_answers_arrive_whole(home_of, serve):
    server = await serve()
    long = "x" * 900_000

    assert await ask(home_of, {"text": long}) == {"echo": {"text": long}}
    await server.aclose()


async def test_several_processes_are_answered_at_once(home_of, serve):
    both = asyncio.Barrier(2)

    async def wait_for_the_other(request):
        await both.wait()
        return request

    server = await serve(wait_for_the_other)

    answers = await asyncio.gather(ask(home_of, {"n": 1}), ask(home_of, {"n": 2}))

    assert answers == [{"n": 1}, {"n": 2}]
    await server.aclose()


async def test_the_owners_own_sentence_reaches_the_other_process(home_of, serve):
    async def refuse(request):
        raise UserFixableError("There is no entry 'c9'.", hint="Look at lore list.")

    server = await serve(refuse)

    with pytest.raises(UserFixableError, match="no entry 'c9'") as caught:
        await ask(home_of, {})

    assert caught.value.hint == "Look at lore list."
    await server.aclose()


async def test_a_bug_in_the_owner_is_logged_there_and_a_sentence_here(home_of, serve, caplog):
    async def fail(request):
        message = "a secret detail"
        raise RuntimeError(message)

    server = await serve(fail)

    with pytest.raises(UserFixableError) as caught:
        await ask(home_of, {})

    assert "secret" not in caught.value.sentence()
    assert "a secret detail" in caplog.text
    await server.aclose()


def test_where_nobody_listens_there_is_no_answer(home):
    assert ask_owner(home, {}) is None


async def test_after_closing_nobody_listens_and_nothing_is_left(home_of, serve):
    server = await serve()

    await server.aclose()
    await server.aclose()

    assert await ask(home_of, {}) is None
    assert not (home_of.path / LINK_NAME).exists()
    assert not (home_of.path / SOCKET_NAME).exists()


async def test_what_a_killed_owner_left_behind_is_in_nobodys_way(home_of, serve):
    killed = await serve()
    left = (home_of.path / LINK_NAME).read_text()
    await killed.aclose()
    (home_of.path / LINK_NAME).write_text(left)
    if json.loads(left)["path"]:
        stale = socket.socket(socket.AF_UNIX)
        stale.bind(str(home_of.path / SOCKET_NAME))
        stale.close()

    assert await ask(home_of, {}) is None
    server = await serve()
    assert await ask(home_of, {"n": 1}) == {"echo": {"n": 1}}
    await server.aclose()


async def test_a_wrong_token_is_refused(home_of, serve):
    asked = []

    async def remember(request):
        asked.append(request)
        return {}

    server = await serve(remember)
    link = home_of.path / LINK_NAME
    told = json.loads(link.read_text())
    assert len(told["token"]) == 32
    link.write_text(json.dumps(told | {"token": "0" * 32}))

    assert await ask(home_of, {}) is None
    assert asked == []
    await server.aclose()


async def test_link_and_socket_are_private(home_of, serve):
    server = await serve()

    for name in (LINK_NAME, SOCKET_NAME):
        path = home_of.path / name
        assert not path.exists() or path.stat().st_mode & 0o777 == 0o600
    await server.aclose()


@pytest.mark.parametrize(
    "line", [b"\n", b"not json\n", b"[]\n", b'{"token": 1}\n', b"[" * 50_000 + b"\n", b"x" * 10]
)
async def test_nonsense_does_not_stop_the_owner(home_of, serve, line):
    server = await serve()
    told = json.loads((home_of.path / LINK_NAME).read_text())
    if told["path"]:
        _, writer = await asyncio.open_unix_connection(told["path"])
    else:
        _, writer = await asyncio.open_connection("127.0.0.1", told["port"])
    writer.write(line)
    writer.write_eof()
    await writer.drain()

    assert await ask(home_of, {"n": 1}) == {"echo": {"n": 1}}
    writer.close()
    await server.aclose()


def test_a_request_that_is_too_large_is_refused_before_it_is_sent(home):
    (home.path / LINK_NAME).write_text(json.dumps({"path": "", "port": 1, "token": "x"}))

    with pytest.raises(UserFixableError, match="too much"):
        ask_owner(home, {"text": "x" * 2_000_000})


async def test_an_answer_that_is_too_large_is_a_sentence(home_of, serve, monkeypatch):
    monkeypatch.setattr(owner_link, "_MAX_ANSWER", 1000)

    async def much(request):
        return {"text": "x" * 2000}

    server = await serve(much)

    with pytest.raises(UserFixableError, match="too much"):
        await ask(home_of, {})
    await server.aclose()


async def test_an_owner_that_takes_too_long_is_not_mistaken_for_none(home_of, serve):
    forever = asyncio.Event()

    async def never(request):
        await forever.wait()
        return {}

    server = await serve(never)

    with pytest.raises(TransientError, match="no answer") as caught:
        await ask(home_of, {}, timeout=0.2)

    assert "before you repeat" in caught.value.hint
    await server.aclose()


async def test_an_owner_that_closes_meanwhile_is_not_mistaken_for_none(home_of, serve):
    asked = asyncio.Event()

    async def never(request):
        asked.set()
        await asyncio.Event().wait()
        return {}

    server = await serve(never)
    answer = asyncio.ensure_future(ask(home_of, {}))
    await asked.wait()
    await server.aclose()

    with pytest.raises(TransientError, match="no answer"):
        await answer


async def test_a_home_that_allows_no_socket_is_explained(home, monkeypatch):
    def refuse(self):
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(OwnerServer, "_bind", refuse)

    with pytest.raises(UserFixableError, match="listen"):
        await OwnerServer(home, echo).start()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"path": "/x"}', '{"path": "", "port": "p"}'])
def test_a_broken_link_file_means_nobody_listens(home, content):
    (home.path / LINK_NAME).write_text(content)

    assert ask_owner(home, {}) is None
