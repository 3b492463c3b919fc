"""Every known fault of a server, over both protocols: the right error, and no half answer."""

import pytest

from loredesk.domain.errors import AnswerError, LoredeskError, TransientError, UserFixableError
from loredesk.ports.models import Piece
from tests.fakes.model_server import Manner
from tests.fakes.model_speech import Fault
from tests.unit.gateway.conftest import SCHEMA, asking, collect

DEADLINES = {
    Fault.STALL: {"idle_seconds": 0.1},
    Fault.DRIP: {"first_token_seconds": 0.1},
}

EXPECTED: dict[Fault, tuple[type[LoredeskError], str]] = {
    Fault.HTML: (TransientError, "a web page"),
    Fault.EMPTY_BODY: (TransientError, "nothing"),
    Fault.BROKEN_LINE: (TransientError, "unreadable"),
    Fault.NO_CHOICES: (AnswerError, "nothing"),
    Fault.NULL_CHOICES: (LoredeskError, "nothing|unknown kind"),
    Fault.NULL_CONTENT: (AnswerError, "nothing"),
    Fault.ERROR_UNDER_200: (TransientError, "busy or in trouble"),
    Fault.SOCKET_CUT: (TransientError, "broke off"),
    Fault.NO_FINISH: (TransientError, "broke off"),
    Fault.REFUSAL: (AnswerError, "declined"),
    Fault.STALL: (TransientError, "did not go on"),
    Fault.DRIP: (TransientError, "did not begin"),
    Fault.RATE_SECONDS: (TransientError, "too many requests"),
    Fault.RATE_NEGATIVE: (TransientError, "too many requests"),
    Fault.RATE_DATE: (TransientError, "too many requests"),
    Fault.RATE_MS: (TransientError, "too many requests"),
    Fault.SERVER_ERROR: (TransientError, "busy or in trouble"),
    Fault.OVERFLOW: (UserFixableError, "too long"),
    Fault.NO_ANSWER: (TransientError, "broke off"),
    Fault.HUGE_PIECE: (TransientError, "MB|line without end|too much"),
    Fault.BAD_UTF8: (TransientError, "unknown encoding"),
    Fault.WRONG_TYPES: (TransientError, "unknown kind"),
    Fault.BAD_GZIP: (TransientError, "damaged"),
    Fault.TOOL_CALL: (AnswerError, "nothing"),
    Fault.THOUGHT_ONLY: (AnswerError, "thought"),
    Fault.UNAUTHORIZED: (UserFixableError, "refused the key"),
    Fault.FORBIDDEN: (UserFixableError, "does not allow"),
    Fault.QUOTA: (UserFixableError, "out of credit"),
    Fault.OVERLOADED: (TransientError, "busy or in trouble"),
    Fault.LOADING: (TransientError, "loading the model"),
    Fault.MODEL_MISSING: (UserFixableError, "no model 'fake-model'"),
    Fault.REDIRECT: (UserFixableError, "another address"),
}
MANNERS = (Manner.OPENAI, Manner.ANTHROPIC)


def test_every_fault_but_the_reached_limit_has_its_row():
    assert set(Fault) - set(EXPECTED) == {Fault.LENGTH}


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("fault", EXPECTED)
async def test_a_streamed_answer_that_goes_wrong_raises_the_right_error(bench_of, manner, fault):
    bench = await bench_of(manner, **DEADLINES.get(fault, {}))
    bench.server.then(*[fault] * 3)
    kind, words = EXPECTED[fault]
    pieces: list[Piece] = []

    with pytest.raises(kind, match=words) as caught:
        await collect(bench.board.generation.generate(asking()), pieces)

    assert all(piece.finish is None for piece in pieces)
    assert caught.value.hint
    assert "canary" not in caught.value.sentence()


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("fault", EXPECTED)
async def test_json_that_goes_wrong_raises_the_right_error(bench_of, manner, fault):
    bench = await bench_of(manner, **DEADLINES.get(fault, {}))
    bench.server.then(*[fault] * 3)
    kind, words = EXPECTED[fault]

    with pytest.raises(kind, match=words) as caught:
        await bench.board.analysis.json_generate(asking(schema=SCHEMA))

    assert "canary" not in caught.value.sentence()


@pytest.mark.parametrize("manner", MANNERS)
async def test_an_answer_at_its_limit_is_kept_as_text_and_refused_as_json(bench_of, manner):
    bench = await bench_of(manner)
    bench.server.then(Fault.LENGTH, Fault.LENGTH)

    pieces = [piece async for piece in bench.board.generation.generate(asking())]
    with pytest.raises(AnswerError) as caught:
        await bench.board.generation.json_generate(asking(schema=SCHEMA))

    assert pieces[-1].finish.reason == "length"
    assert caught.value.fault == "truncated"
    assert caught.value.raw == "Once upon"


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize(
    ("fault", "wait"),
    [(Fault.RATE_SECONDS, 3600.0), (Fault.RATE_NEGATIVE, 0.0), (Fault.RATE_MS, 0.02)],
)
async def test_what_a_busy_server_asks_for_is_passed_on(bench_of, manner, fault, wait):
    bench = await bench_of(manner)
    bench.server.then(*[fault] * 3)

    with pytest.raises(TransientError) as caught:
        await bench.text()

    assert caught.value.retry_after == wait


@pytest.mark.parametrize("manner", MANNERS)
async def test_a_server_that_only_drips_is_given_up_and_told_so(bench_of, manner):
    bench = await bench_of(manner, **DEADLINES[Fault.DRIP])
    bench.server.then(Fault.DRIP)

    with pytest.raises(TransientError):
        await bench.text()

    await bench.server.until_hung_up()
    assert len(bench.server.received) == 1


async def test_a_server_that_is_not_there_is_asked_after(bench_of):
    bench = await bench_of()
    await bench.server.__aexit__()

    with pytest.raises(TransientError, match="cannot be reached") as caught:
        await bench.text()

    assert "running" in caught.value.hint
