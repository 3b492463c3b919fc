"""A text model at a server: any wire, with its habits, its deadlines and its thoughts apart."""

import re
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing

from loredesk.domain.errors import AnswerError
from loredesk.domain.messages import Usage
from loredesk.domain.tokens import estimate_tokens
from loredesk.gateway import faults
from loredesk.gateway.deadlines import Deadlines, paced
from loredesk.gateway.faults import RefusedParameterError
from loredesk.gateway.habits import Habits
from loredesk.gateway.json_answer import read_json
from loredesk.gateway.places import Place
from loredesk.gateway.thinking import ThinkSplitter
from loredesk.gateway.wire import Chunk, End, Wire
from loredesk.ports.models import Finish, JsonAnswer, ModelRequest, Piece

_ALWAYS_THINKS = re.compile(r"(?:^|[^a-z])(?:r1|qwq)(?:[^a-z]|$)|thinking", re.IGNORECASE)


class NetworkTextModel:
    """Writes text and JSON by asking a server."""

    def __init__(self, wire: Wire, *, place: Place, deadlines: Deadlines, habits: Habits) -> None:
        self._wire = wire
        self._place = place
        self._deadlines = deadlines
        self._habits = habits

    async def generate(self, request: ModelRequest) -> AsyncGenerator[Piece]:
        """Stream the answer to *request*; see the port for what it raises."""
        answer = _Answer(request, self._place, self._habits)
        async with aclosing(self._chunks(request)) as chunks:
            async for chunk in chunks:
                for piece in answer.take(chunk):
                    yield piece
        for piece in answer.close():
            yield piece

    async def json_generate(self, request: ModelRequest) -> JsonAnswer:
        """Return the answer to *request* as JSON; see the port for what it raises.

        The answer is streamed too, so that the same deadlines watch it, and buffered: nothing
        of it is used unless it came whole.
        """
        rung = self._habits.rung
        answer = _Answer(request, self._place, self._habits)
        async with aclosing(self._chunks(request)) as chunks:
            async for chunk in chunks:
                for _ in answer.take(chunk):
                    pass
        finish = next(piece.finish for piece in answer.close() if piece.finish is not None)
        if finish.reason == "length":
            raise AnswerError(
                f"The answer of {self._place.model or 'the model'} was cut at its limit.",
                fault="truncated",
                raw=answer.text,
                hint="Raise the answer limit in Settings.",
            )
        try:
            data, repaired = read_json(answer.text, request.schema)
        except AnswerError:
            # It said yes to the way it was asked, and did not keep to it.
            if self._habits.rung is rung:
                self._habits.steps_down()
            raise
        return JsonAnswer(
            data=data, raw=answer.text, usage=finish.usage, model=finish.model, repaired=repaired
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    async def _chunks(self, request: ModelRequest) -> AsyncGenerator[Chunk]:
        """Yield the answer, asking again in another way where the server refuses the first."""
        while True:
            started = False
            try:
                stream = paced(
                    self._wire.stream(request, self._habits), self._deadlines, self._place
                )
                async with aclosing(stream) as chunks:
                    async for chunk in chunks:
                        started = True
                        yield chunk
            except RefusedParameterError as error:
                wants_json = request.schema is not None
                if started or not self._habits.gives_way(error.parameter, wants_json=wants_json):
                    raise
            else:
                return


class _Answer:
    """Collects one answer: what was said, what was thought, and how it ended."""

    def __init__(self, request: ModelRequest, place: Place, habits: Habits) -> None:
        self._request = request
        self._place = place
        self._habits = habits
        opens = habits.opens_in_thought or bool(_ALWAYS_THINKS.search(place.model))
        self._splitter = ThinkSplitter(opens_in_thought=opens)
        self._said: list[str] = []
        self._thought = 0
        self._took_back = False
        self._end: End | None = None

    @property
    def text(self) -> str:
        """Return what was said so far."""
        return "".join(self._said)

    def take(self, chunk: Chunk) -> Iterator[Piece]:
        """Yield what *chunk* says."""
        self._end = chunk.end or self._end
        if chunk.reasoning:
            # A server that tells thoughts apart does not leave them in the text as well.
            self._splitter.expects_no_thought()
            self._thought += len(chunk.reasoning)
            yield Piece(reasoning=chunk.reasoning)
        if chunk.text:
            yield from self._pieces(self._splitter.feed(chunk.text))

    def close(self) -> Iterator[Piece]:
        """Yield what was held back, and the piece with `finish`; raise where there is none."""
        yield from self._pieces(self._splitter.close())
        if self._end is None:
            raise faults.cut(self._place)
        if self._end.reason == "refused":
            raise faults.refused(self._place, self.text)
        if not self.text.strip():
            raise self._emptiness(self._end)
        reason = self._end.reason
        model = self._end.model or self._place.model
        yield Piece(finish=Finish(reason=reason, usage=self._usage(self._end), model=model))

    def _pieces(self, parts: Iterator[tuple[bool, str]]) -> Iterator[Piece]:
        for is_thought, text in parts:
            self._look_back()
            if is_thought:
                self._thought += len(text)
                yield Piece(reasoning=text)
            else:
                self._said.append(text)
                yield Piece(text=text)
        self._look_back()

    def _look_back(self) -> None:
        """Where a closing tag shows that what was said were thoughts, take it back."""
        if self._splitter.met_lone_close and not self._took_back:
            self._took_back = True
            self._habits.opens_in_thought = True
            self._thought += len(self.text)
            self._said.clear()

    def _emptiness(self, end: End) -> AnswerError:
        cut = end.reason == "length"
        if self._thought:
            message = f"{self._place.name} thought, and did not come to an answer."
            hint = "Raise the answer limit in Settings: thoughts count too."
        else:
            message = f"{self._place.name} answered with nothing."
            hint = "Try again, or choose another model in Settings."
        wants_json = self._request.schema is not None
        return AnswerError(message, fault="truncated" if cut and wants_json else "empty", hint=hint)

    def _usage(self, end: End) -> Usage:
        prompt, completion = end.prompt_tokens, end.completion_tokens
        estimated = prompt is None or completion is None
        if prompt is None:
            prompt = sum(estimate_tokens(message.content) for message in self._request.messages)
        if completion is None:
            completion = estimate_tokens(self.text)
        return Usage(prompt_tokens=prompt, completion_tokens=completion, estimated=estimated)
