"""Trying again, and writing down what each try cost."""

import pytest

from loredesk.domain.calls import ModelCall
from loredesk.domain.errors import AnswerError, TransientError, UserFixableError
from loredesk.domain.services import Profile, Provider, Service
from loredesk.gateway.faults import DeadlineError
from loredesk.gateway.ledger import LedgerEmbedder, LedgerTextModel
from loredesk.gateway.retry import Patience, RetryingEmbedder, RetryingTextModel
from loredesk.ports.models import Piece
from tests.fakes.scripted_models import FakeEmbedder, ScriptedTextModel
from tests.unit.gateway.conftest import asking, collect

PROFILE = Profile(service=Service.GENERATION, provider=Provider.OPENAI, model="nemo")


class Waits(list[float]):
    async def sleep(self, seconds: float) -> None:
        self.append(seconds)


def patience(waits: Waits) -> Patience:
    return Patience(sleep=waits.sleep, chance=lambda: 0.5)


async def test_a_passing_trouble_is_tried_twice_more_with_growing_waits():
    model, waits = ScriptedTextModel(), Waits()
    model.then("reply", TransientError("busy"), TransientError("busy"), "Hello")
    retrying = RetryingTextModel(model, patience(waits))

    text = "".join([piece.text async for piece in retrying.generate(asking())])

    assert text == "Hello"
    assert waits == [0.25, 0.5]


async def test_a_trouble_that_does_not_pass_is_told():
    model, waits = ScriptedTextModel(), Waits()
    model.always("reply", TransientError("busy"))
    retrying = RetryingTextModel(model, patience(waits))

    with pytest.raises(TransientError):
        await retrying.json_generate(asking())

    assert len(model.requests) == 3


@pytest.mark.parametrize(
    "error",
    [
        TransientError("busy", retry_after=5.1),
        DeadlineError("slow"),
        UserFixableError("key"),
        AnswerError("no", fault="refused"),
    ],
)
async def test_what_waiting_a_moment_cannot_mend_is_not_tried_again(error):
    model, waits = ScriptedTextModel(), Waits()
    model.always("reply", error)
    retrying = RetryingTextModel(model, patience(waits))

    with pytest.raises(type(error)):
        await anext(retrying.generate(asking()))

    assert len(model.requests) == 1


async def test_the_server_may_ask_for_a_longer_wait():
    embedder, waits = FakeEmbedder(), Waits()
    embedder.error = TransientError("busy", retry_after=4.0)

    with pytest.raises(TransientError):
        await RetryingEmbedder(embedder, patience(waits)).embed(["x"], purpose="query")

    assert waits == [4.0, 4.0]


async def test_nothing_is_tried_again_once_a_piece_has_come():
    model, waits = ScriptedTextModel(), Waits()
    model.always("reply", "one two three")
    model.cut_after, model.cut_error = 1, TransientError("cut")
    retrying = RetryingTextModel(model, patience(waits))
    pieces: list[Piece] = []

    with pytest.raises(TransientError):
        await collect(retrying.generate(asking()), pieces)

    assert [piece.text for piece in pieces] == ["one "]
    assert len(model.requests) == 1


async def written(model: ScriptedTextModel) -> ModelCall:
    calls: list[ModelCall] = []
    noted = LedgerTextModel(model, PROFILE, calls.append)
    try:
        async for _ in noted.generate(asking()):
            pass
    except (TransientError, AnswerError, RuntimeError):
        pass
    (call,) = calls
    return call


async def test_a_call_is_written_down_with_its_cost():
    model = ScriptedTextModel(model="nemo-12b")
    model.then("reply", "one two three")

    call = await written(model)

    assert (call.outcome, call.error, call.model) == ("ok", "", "nemo-12b")
    assert call.task == "reply"
    assert call.completion_tokens > 0
    assert call.first_token_ms is not None
    assert call.started_at.tzinfo is not None


async def test_a_call_that_broke_off_is_written_down_as_cut_with_our_own_count():
    model = ScriptedTextModel()
    model.then("reply", "one two three")
    model.cut_after, model.cut_error = 2, TransientError("the line broke")

    call = await written(model)

    assert (call.outcome, call.error) == ("cut", "the line broke")
    assert call.estimated
    assert call.completion_tokens > 0
    assert call.model == "nemo"


async def test_a_call_that_failed_at_once_cost_nothing():
    model = ScriptedTextModel()
    model.then("reply", TransientError("busy"))

    call = await written(model)

    assert (call.outcome, call.prompt_tokens, call.completion_tokens) == ("failed", 0, 0)
    assert call.first_token_ms is None


async def test_a_bug_is_written_down_too():
    model = ScriptedTextModel()
    model.then("reply", RuntimeError("oops"))

    call = await written(model)

    assert (call.outcome, call.error) == ("failed", "RuntimeError")


async def test_an_unusable_answer_is_counted_by_what_was_said():
    calls: list[ModelCall] = []
    model = ScriptedTextModel()
    model.then("reply", "this is no json at all")

    with pytest.raises(AnswerError):
        await LedgerTextModel(model, PROFILE, calls.append).json_generate(asking())

    assert calls[0].outcome == "failed"
    assert calls[0].completion_tokens > 0


async def test_embeddings_are_written_down():
    calls: list[ModelCall] = []
    profile = Profile(service=Service.EMBEDDING)

    await LedgerEmbedder(FakeEmbedder(), profile, calls.append).embed(["a b"], purpose="query")

    assert (calls[0].task, calls[0].model, calls[0].outcome) == ("embed", "fake/words", "ok")
