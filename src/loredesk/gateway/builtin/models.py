"""The built-in text model: rules that stand in for a language model, and say so."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any

from loredesk.domain.messages import Usage
from loredesk.domain.tokens import estimate_tokens
from loredesk.gateway.builtin.analyst import analysis
from loredesk.gateway.builtin.answerer import answer, threads
from loredesk.gateway.builtin.editor import note
from loredesk.gateway.builtin.narrator import reply
from loredesk.gateway.builtin.simulator import simulation
from loredesk.gateway.builtin.summariser import chapter, story
from loredesk.gateway.builtin.writer import entity
from loredesk.ports.models import Finish, JsonAnswer, ModelRequest, Piece
from loredesk.ports.task_inputs import (
    AnalysisInputs,
    ChapterInputs,
    CreationInputs,
    QuestionInputs,
    ReplyInputs,
    RewriteInputs,
    SimulationInputs,
    StoryInputs,
    TaskInputs,
    ThreadsInputs,
)

MODEL_NAME = "built-in rules"

_ANSWERS: Mapping[type[TaskInputs], Callable[[Any], dict[str, Any]]] = {
    AnalysisInputs: analysis,
    CreationInputs: entity,
    SimulationInputs: simulation,
    QuestionInputs: answer,
    ThreadsInputs: threads,
    ChapterInputs: chapter,
    StoryInputs: story,
}

_PIECES = re.compile(r"(?:\s*\S+){1,4}\s*")


class BuiltInTextModel:
    """Answers every task by rule: a pure function of the typed inputs of a request."""

    async def generate(self, request: ModelRequest) -> AsyncGenerator[Piece, None]:
        """Stream the answer a few words at a time, letting others run in between."""
        text = _text(request.inputs)
        for part in _PIECES.findall(text):
            yield Piece(text=part)
            await asyncio.sleep(0)
        finish = Finish(reason="stop", usage=_usage(request, text), model=MODEL_NAME)
        yield Piece(finish=finish)

    async def json_generate(self, request: ModelRequest) -> JsonAnswer:
        """Return the whole answer as JSON."""
        data = _data(request.inputs)
        raw = json.dumps(data, ensure_ascii=False)
        await asyncio.sleep(0)
        return JsonAnswer(data=data, raw=raw, usage=_usage(request, raw), model=MODEL_NAME)


def _text(inputs: TaskInputs) -> str:
    match inputs:
        case ReplyInputs():
            return reply(inputs)
        case RewriteInputs():
            return note(inputs)
        case _:
            return json.dumps(_data(inputs), ensure_ascii=False)


def _data(inputs: TaskInputs) -> dict[str, Any]:
    if type(inputs) not in _ANSWERS:
        message = f"the built-in rules have no JSON answer for {type(inputs).__name__}"
        raise TypeError(message)
    return _ANSWERS[type(inputs)](inputs)


def _usage(request: ModelRequest, answer: str) -> Usage:
    asked = sum(estimate_tokens(message.content) for message in request.messages)
    return Usage(prompt_tokens=asked, completion_tokens=estimate_tokens(answer), estimated=True)
