import json

import pytest

from loredesk.domain.services import Service
from loredesk.gateway.builtin.models import BuiltInTextModel
from loredesk.ports.models import ChatMessage, ModelRequest
from loredesk.ports.task_inputs import (
    CreationInputs,
    KnownEntry,
    NoteEvent,
    ReplyInputs,
    RewriteInputs,
    SimulationInputs,
)

REPLY = ReplyInputs(world="Island", narrator="Narrator", message="I wait.", turn=1)


def asked(inputs, *, content="Anything."):
    return ModelRequest(
        service=Service.GENERATION,
        task="task",
        messages=(ChatMessage("user", content),),
        inputs=inputs,
        max_tokens=100,
    )


async def streamed(request):
    return [piece async for piece in BuiltInTextModel().generate(request)]


async def test_a_reply_arrives_in_small_pieces_and_ends_with_what_it_cost():
    pieces = await streamed(asked(REPLY))

    assert len(pieces) > 5
    assert all(len(piece.text.split()) <= 4 for piece in pieces)
    assert all(piece.finish is None for piece in pieces[:-1])
    finish = pieces[-1].finish
    assert finish.reason == "stop"
    assert finish.model == "built-in rules"
    assert finish.usage.estimated
    assert finish.usage.prompt_tokens > 0
    assert finish.usage.completion_tokens > 0


async def test_the_rendered_messages_do_not_matter():
    one = await streamed(asked(REPLY, content="one"))
    other = await streamed(asked(REPLY, content="other words"))

    assert [piece.text for piece in one] == [piece.text for piece in other]


async def test_a_note_is_plain_text():
    entry = KnownEntry(handle="c1", title="Mara", category="character")
    events = (NoteEvent(turn=1, summary="Mara fell ill."),)
    pieces = await streamed(asked(RewriteInputs(world="Island", entry=entry, events=events)))

    assert "".join(piece.text for piece in pieces) == "Mara fell ill (turn 1)."


async def test_json_tasks_answer_with_data_and_the_text_it_was_read_from(turn):
    creation = CreationInputs(
        world="Island", turn=1, entity_type="item", name="Mercy", summary="A knife.", quote=""
    )
    simulation = SimulationInputs(world="Island", turn=5, entries=())

    for inputs, keys in (
        (turn("Mara fell ill."), {"updates", "creations"}),
        (creation, {"title", "category", "content", "tags", "aliases", "connections"}),
        (simulation, {"updates"}),
    ):
        answer = await BuiltInTextModel().json_generate(asked(inputs))
        assert set(answer.data) == keys
        assert json.loads(answer.raw) == answer.data
        assert answer.model == "built-in rules"
        assert not answer.repaired


async def test_streaming_a_json_task_gives_its_text(turn):
    pieces = await streamed(asked(turn("Mara fell ill.")))

    assert json.loads("".join(piece.text for piece in pieces))["updates"]


async def test_prose_is_not_asked_for_as_json():
    with pytest.raises(TypeError, match="ReplyInputs"):
        await BuiltInTextModel().json_generate(asked(REPLY))
