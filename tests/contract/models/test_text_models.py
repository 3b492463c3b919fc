"""What every text model keeps."""

from loredesk.domain.services import Service
from loredesk.ports.models import ChatMessage, JsonAnswer, ModelRequest
from loredesk.ports.task_inputs import AnalysisInputs, ReplyInputs, SpokenMessage

TURN = "Mira lights the lamp in the old tower."
REPLY = ModelRequest(
    service=Service.GENERATION,
    task="reply",
    messages=(ChatMessage("system", "Tell the story."), ChatMessage("user", TURN)),
    inputs=ReplyInputs(world="Vale", narrator="Narrator", message=TURN, turn=1),
    max_tokens=200,
)
ANALYSE = ModelRequest(
    service=Service.ANALYSIS,
    task="analyse_turn",
    messages=(ChatMessage("system", "Read the turn."), ChatMessage("user", TURN)),
    inputs=AnalysisInputs(
        world="Vale",
        turn=1,
        messages=(SpokenMessage(speaker="Author", text=TURN, is_author=True),),
    ),
    max_tokens=200,
    schema={"type": "object", "properties": {"updates": {"type": "array"}}},
)


async def test_an_answer_comes_in_pieces_and_only_the_last_one_says_how_it_ended(subject):
    pieces = [piece async for piece in subject.model.generate(REPLY)]

    assert "".join(piece.text for piece in pieces).strip()
    assert [piece.finish is not None for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    last = pieces[-1]
    assert last.text == ""
    assert last.reasoning == ""
    assert last.finish.reason == "stop"
    assert last.finish.model
    assert last.finish.usage.prompt_tokens > 0
    assert last.finish.usage.completion_tokens > 0


async def test_every_piece_before_the_last_says_something(subject):
    pieces = [piece async for piece in subject.model.generate(REPLY)]

    assert all(piece.text or piece.reasoning for piece in pieces[:-1])


async def test_closing_an_answer_early_leaves_the_model_ready_for_the_next(subject):
    pieces = subject.model.generate(REPLY)
    first = await anext(pieces)
    await pieces.aclose()

    again = [piece async for piece in subject.model.generate(REPLY)]

    assert first.text
    assert again[-1].finish is not None


async def test_json_comes_as_data_with_its_raw_text_and_its_cost(subject):
    answer = await subject.json_model.json_generate(ANALYSE)

    assert isinstance(answer, JsonAnswer)
    assert isinstance(answer.data, dict)
    assert isinstance(answer.data["updates"], list)
    assert answer.raw
    assert answer.model
    assert not answer.repaired
    assert answer.usage.completion_tokens > 0


async def test_two_answers_can_be_asked_for_at_the_same_time(subject):
    one, two = subject.model.generate(REPLY), subject.model.generate(REPLY)
    await anext(one)
    await anext(two)
    rest = [[piece async for piece in pieces][-1] for pieces in (one, two)]

    assert all(piece.finish is not None for piece in rest)
