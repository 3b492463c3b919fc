"""Every benchmark runs and tells its figures; how large they are is nobody's business here."""

import asyncio
import sys
from time import perf_counter

import pytest

from loredesk.bootstrap.bench import stream
from loredesk.bootstrap.bench.command import BENCHMARKS
from loredesk.bootstrap.bench.loop_watch import LoopWatch
from loredesk.bootstrap.bench.made_home import made_home
from loredesk.bootstrap.bench.stages import STAGES, StagedPrompts
from loredesk.cli.arguments import BENCHES
from loredesk.cli.bench.measuring import measured


async def figures(name, size):
    report = await measured(BENCHMARKS[name], rounds=1, size=size)
    assert all(0 < one.median <= one.p95 for one in report.figures)
    for one in report.figures:
        assert (one.ratio is None) is (one.limit == "")
    return report, {one.name: one for one in report.figures}


def test_every_benchmark_that_can_be_asked_for_is_there():
    assert sorted(BENCHMARKS) == sorted(BENCHES)


async def test_a_turn_is_measured_beside_a_bare_search():
    report, found = await figures("turn", 60)

    assert found["Enter to request sent"].limit == "bare loop"
    assert found["search while notes are rewritten"].limit == "bare search"
    assert found["Chroma in process + FTS5"].limit == "search"
    assert report.facts["rewrites per second, measuring meanwhile (goal >= 80)"] > 0
    assert report.facts["tokens of a prompt, most"] > 0
    assert "HNSW" in report.facts["Chroma in process + FTS5"]


async def test_every_stage_of_a_prompt_is_measured():
    async with made_home(30) as made:
        prompts = StagedPrompts(made)
        whole = await prompts.round(["One turn.", "And another one."])

        assert len(whole) == len(prompts.tokens) == 2
        for stage in STAGES:
            assert len(await prompts.stage(stage)) == 2


async def test_where_chroma_is_not_installed_the_peer_is_left_out_and_that_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "chromadb", None)

    report, found = await figures("turn", 30)

    assert "Chroma in process + FTS5" not in found
    assert report.facts["Chroma in process + FTS5"].startswith("not measured: Chroma cannot be")


async def test_a_blocked_loop_is_seen():
    watch = LoopWatch()
    async with watch.watching():
        await asyncio.sleep(0.01)
        until = perf_counter() + 0.05
        while perf_counter() < until:
            pass
        await asyncio.sleep(0.01)

    assert watch.longest > 20


async def test_the_queue_is_measured_beside_a_bare_loop():
    _, found = await figures("queue", 12)

    assert found["claim to completed"].limit == "bare claim to completed"
    assert found["the same, answers journalled"].limit == "bare claim to completed"
    assert found["queueing"].limit == "bare queueing"


async def test_the_start_is_measured_beside_a_bare_widget():
    report, found = await figures("start", 20)

    assert found["painted window"].limit == "bare widget"
    assert report.facts["modules, painted window (goal <= 300)"] > 100


async def test_the_stream_is_measured_beside_a_bare_insert(qapp, monkeypatch):
    monkeypatch.setattr(stream, "HISTORIES", (0, 3_000))

    _, found = await figures("stream", 8)

    assert found["transcript, 3,000"].limit == "bare insert, 3,000"
    assert found["setMarkdown of all at each token, 3,000"].limit == "transcript, 3,000"


async def test_a_made_world_is_whole():
    async with made_home(60) as made:
        report = await made.joined.desk.search.check()
        waiting = (await made.joined.desk.queue.status()).total.pending
        notes = await made.store.read(lambda repos: repos.notes.all_current(made.world.session_id))

    assert (report.documents, report.missing, report.unfindable) == (63, 0, 0)
    assert waiting == 0
    assert sorted(notes) == sorted(made.world.noted)


@pytest.mark.parametrize("number", range(3))
def test_the_names_of_a_made_world_differ(number):
    from random import Random

    from loredesk.bootstrap.bench.made_world import Inventor

    inventor = Inventor(Random(number))

    assert len({inventor.name(one) for one in range(9_000)}) == 9_000
