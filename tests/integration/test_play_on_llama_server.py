"""The sample script on a real llama-server, over both protocols.

Skipped, naming the variable, where LOREDESK_TEST_LLAMA_SERVER, LOREDESK_TEST_CHAT_GGUF or
LOREDESK_TEST_EMBED_GGUF is not set. The model writes words without meaning: what counts is that
every turn is answered, and that every task either succeeds or says what the model got wrong.
"""

from collections.abc import Iterator

import pytest

from loredesk.host import assets
from tests.fakes.command_line import CommandLine
from tests.fakes.llama_server import CHAT, EMBED, SERVER, LlamaServer, llama_server, named_path

TURNS = 4
JSON_TASKS = ("ANALYZE_TURN", "CREATE_ENTITY", "SIMULATE_WORLD")


@pytest.fixture(scope="module")
def chat(tmp_path_factory) -> Iterator[LlamaServer]:
    named_path(SERVER)
    with llama_server(named_path(CHAT), folder=tmp_path_factory.mktemp("chat")) as server:
        yield server


@pytest.fixture(scope="module")
def embeddings(tmp_path_factory) -> Iterator[LlamaServer]:
    named_path(SERVER)
    folder = tmp_path_factory.mktemp("embed")
    with llama_server(named_path(EMBED), embedding=True, folder=folder) as server:
        yield server


@pytest.fixture
def script(tmp_path) -> str:
    text = assets.folder("resources").joinpath("sample", "script.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    file = tmp_path / "turns.txt"
    file.write_text("\n".join(lines[:TURNS]), encoding="utf-8")
    return str(file)


def profile(service: str, **values: object) -> dict[str, str]:
    return {
        f"LOREDESK_SERVICES__{service.upper()}__{name.upper()}": str(value)
        for name, value in {"api_key": "none", **values}.items()
    }


def text_profiles(chat: LlamaServer) -> dict[str, str]:
    small = {"model": "tiny", "context_tokens": 6000, "max_tokens": 96}
    over_openai = {"provider": "openai", "base_url": chat.base_url, **small}
    return profile("analysis", **over_openai) | profile("maintenance", **over_openai)


@pytest.mark.parametrize("protocol", ["openai", "anthropic"])
def test_the_sample_script_is_played_and_every_task_ends_with_a_reason(
    chat, embeddings, script, tmp_path, protocol
):
    address = chat.base_url if protocol == "openai" else chat.root
    env = {
        **text_profiles(chat),
        **profile(
            "generation",
            provider=protocol,
            base_url=address,
            model="tiny",
            context_tokens=6000,
            max_tokens=96,
        ),
        **profile("embedding", provider="openai", base_url=embeddings.base_url, model="tiny"),
    }
    loredesk = CommandLine(tmp_path / "home")

    played = loredesk(
        *("play", "--world", "sample", "--script", script, "--accept", "all", "--drain", "--json"),
        env=env,
    )

    assert played.code == 0, played.err
    *replies, drained = played.events
    assert [one["turn"] for one in replies] == list(range(1, TURNS + 1))
    assert all(one["text"].strip() for one in replies)
    assert all(one["context"]["tokens"] <= one["context"]["budget"] for one in replies)
    assert drained["event"] == "drained"
    status = loredesk.done("queue", "status")
    assert (status["pending"], status["processing"]) == (0, 0)
    for task in loredesk.done("queue", "list"):
        assert task["status"] in {"completed", "failed"}, task
        if task["status"] == "failed":
            assert task["task_type"] in {*JSON_TASKS, "UPDATE_NOTE"}, task
            assert task["error_message"].endswith("."), task
            assert "Loredesk made a mistake" not in task["error_message"], task
    assert "Traceback" not in loredesk.log()
    report = loredesk.done("index", "check", env=env)
    assert report["indexed"] == report["documents"]
    assert (report["missing"], report["unfindable"]) == (0, 0)
