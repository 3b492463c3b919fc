"""Asking a model: whole, or not at all."""

import pytest

from loredesk.domain.errors import AnswerError
from loredesk.domain.messages import Usage
from loredesk.domain.services import Profile, Service
from loredesk.ports.models import Finish, Piece
from loredesk.services.asking import Asker


class EndlessModel:
    """Writes on after the piece that says that the answer was cut."""

    def __init__(self):
        self.closed = False

    async def generate(self, request):
        usage = Usage(prompt_tokens=1, completion_tokens=1, estimated=True)
        try:
            yield Piece(text="Mara ")
            yield Piece(finish=Finish(reason="length", usage=usage, model="endless"))
            yield Piece(text="more")
        finally:
            self.closed = True


async def test_an_answer_that_is_not_read_to_its_end_is_ended_at_the_server_at_once():
    model = EndlessModel()
    asker = Asker(
        service=Service.MAINTENANCE,
        model=model,
        prompts=None,
        profile=lambda: Profile(service=Service.MAINTENANCE),
    )

    with pytest.raises(AnswerError, match="cut because it grew too long") as caught:
        await asker._written(None)

    assert caught.value.raw == "Mara "
    assert model.closed
