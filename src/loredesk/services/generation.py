"""Replies: recall, prompt, a streamed answer with its panel, kept even when it is cut."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace

from loredesk.domain.errors import AnswerError, TooLongError, UserFixableError
from loredesk.domain.events import HeadMoved
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import (
    ReplyEvent,
    ReplyFinished,
    ReplyPiece,
    ReplyStarted,
    ReplyTimes,
)
from loredesk.domain.manifest import Manifest
from loredesk.domain.messages import Message, MessageState, Role
from loredesk.ports.models import TextModel
from loredesk.ports.store import Repos, Store
from loredesk.services.arriving import Arriving, Ask
from loredesk.services.context import ContextBuilder, Prepared
from loredesk.services.following import queue_what_follows
from loredesk.services.locking import refuse_trashed_session
from loredesk.services.places import message_in
from loredesk.services.scene import Scene, read_scene
from loredesk.services.telling import AUTHOR
from loredesk.services.timeline import Timeline


class GenerationService:
    """Answers the author's turns."""

    def __init__(
        self,
        *,
        store: Store,
        model: TextModel,
        context: ContextBuilder,
        timeline: Timeline,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._model = model
        self._context = context
        self._timeline = timeline
        self._new_id = new_id

    async def reply(self, session_id: SessionId, text: str) -> AsyncGenerator[ReplyEvent, None]:
        """Keep the author's *text* as a turn, then stream the reply to it.

        Closing the iterator stops the reply; what had arrived is kept, marked as cut. Where the
        model fails the turn stays, and `regenerate` asks again.
        """
        started = time.perf_counter()
        if not text.strip():
            raise UserFixableError("There is nothing to send.", hint="Write your turn first.")
        author = await self._store.write(lambda repos: self._add_turn(repos, session_id, text))
        yield ReplyStarted(author_message=author)
        ask = Ask(below=author, head=author.id)
        async with aclosing(self._answer(ask, started)) as events:
            async for event in events:
                yield event

    async def regenerate(
        self, session_id: SessionId, message_id: MessageId
    ) -> AsyncGenerator[ReplyEvent, None]:
        """Stream another take of a reply, or the reply an author's message is still without."""
        started = time.perf_counter()
        ask = await self._store.read(lambda repos: _ask_again(repos, session_id, message_id))
        yield ReplyStarted(author_message=None)
        async with aclosing(self._answer(ask, started)) as events:
            async for event in events:
                yield event

    async def continue_story(self, session_id: SessionId) -> AsyncGenerator[ReplyEvent, None]:
        """Let the narrator go on where the line ends, without a turn of the author's.

        Where the line ends with the author's words, they are answered.
        """
        started = time.perf_counter()
        ask = await self._store.read(lambda repos: _ask_on(repos, session_id))
        yield ReplyStarted(author_message=None)
        async with aclosing(self._answer(ask, started)) as events:
            async for event in events:
                yield event

    async def preview(self, session_id: SessionId, text: str) -> Manifest:
        """Return what *text* would send now, without sending it."""

        def work(repos: Repos) -> Scene:
            return read_scene(repos, session_id, repos.sessions.get(session_id).head)

        scene = await self._store.read(work)
        return (await self._context.build(scene, text)).manifest

    async def manifest(self, message_id: MessageId) -> Manifest | None:
        """Return what the model was told for a message, or None where it is no reply."""

        def work(repos: Repos) -> Manifest | None:
            return repos.manifests.of_message(repos.messages.get(message_id).id)

        return await self._store.read(work)

    async def recover(self) -> int:
        """Close the replies a dead process left arriving, and have them read; return how many."""

        def work(repos: Repos) -> int:
            arriving = repos.messages.arriving()
            for message in arriving:
                self._close(repos, replace(message, state=MessageState.CUT))
            return len(arriving)

        return await self._store.write(work)

    def _add_turn(self, repos: Repos, session_id: SessionId, text: str) -> Message:
        session = repos.sessions.get(session_id)
        refuse_trashed_session(repos, session)
        message = repos.messages.add(
            Message(
                id=MessageId(self._new_id()),
                session_id=session_id,
                parent_id=session.head,
                seq=0,
                role=Role.AUTHOR,
                speaker=AUTHOR,
                text=text.strip(),
                created_at=repos.now,
            )
        )
        self._timeline.advance(repos, session, message.id)
        return message

    async def _answer(self, ask: Ask, started: float) -> AsyncGenerator[ReplyEvent, None]:
        scene = await self._store.read(lambda repos: _scene_of(repos, ask))
        prepared = await self._context.build(scene, ask.text)
        try:
            async with aclosing(self._stream(ask, scene, prepared, started)) as events:
                async for event in events:
                    yield event
        except TooLongError as error:
            # Tokens are only estimated; now that the server has counted, less can be told.
            if not self._context.heed(error, prepared):
                raise
            prepared = await self._context.build(scene, ask.text)
            async with aclosing(self._stream(ask, scene, prepared, started)) as events:
                async for event in events:
                    yield event

    async def _stream(
        self, ask: Ask, scene: Scene, prepared: Prepared, started: float
    ) -> AsyncGenerator[ReplyEvent, None]:
        arriving = Arriving(self._store, self._begin, ask, scene, prepared)
        first_token = 0.0
        try:
            async with aclosing(self._model.generate(prepared.request)) as pieces:
                async for piece in pieces:
                    if piece.text:
                        first_token = first_token or _ms_since(started)
                        shown = await arriving.take(piece.text)
                        if shown:
                            yield ReplyPiece(text=shown)
                    arriving.finish = piece.finish or arriving.finish
        except BaseException:
            # Stopped, cancelled or failed: what arrived is the author's to keep.
            await asyncio.shield(self._keep_cut(arriving))
            raise
        message = await self._keep(arriving)
        times = ReplyTimes(
            recall=prepared.recall_ms, first_token=first_token, total=_ms_since(started)
        )
        yield ReplyFinished(message=message, turn=scene.turn, times=times)

    def _begin(self, repos: Repos, ask: Ask, message: Message, prepared: Prepared) -> Message:
        """Keep the first words of a reply, and show it unless the author has gone elsewhere."""
        if repos.messages.get(ask.below.id).deleted_at is not None:
            hint = "Restore it, then ask again."
            raise UserFixableError("What this answers was deleted meanwhile.", hint=hint)
        session = repos.sessions.get(message.session_id)
        kept = repos.messages.add(message)
        repos.manifests.add(replace(prepared.manifest, message_id=message.id))
        if session.head == message.parent_id:
            self._timeline.advance(repos, session, message.id)
        elif session.head == ask.head:
            self._timeline.move(repos, session, message.id)
        return kept

    async def _keep(self, arriving: Arriving) -> Message:
        if arriving.message is None:
            raise AnswerError("The model answered with nothing.", fault="empty")
        state = MessageState.COMPLETE
        if arriving.finish is None or arriving.finish.reason == "length":
            state = MessageState.CUT
        message = arriving.as_message(arriving.message, state)
        await self._store.write(lambda repos: self._close(repos, message))
        return message

    async def _keep_cut(self, arriving: Arriving) -> None:
        await arriving.settled()
        if arriving.message is not None:
            message = arriving.as_message(arriving.message, MessageState.CUT)
            await self._store.write(lambda repos: self._close(repos, message))

    def _close(self, repos: Repos, message: Message) -> None:
        """Keep a reply as it is to stay, and queue what follows from it."""
        session = repos.sessions.get(message.session_id)
        repos.messages.put(message)
        repos.sessions.put(replace(session, updated_at=repos.now))
        if message.text:
            queue_what_follows(repos, self._new_id, message)
        if session.head is not None:
            repos.announce(HeadMoved(session_id=session.id, head=session.head))


def _ask_again(repos: Repos, session_id: SessionId, message_id: MessageId) -> Ask:
    """Return what another take of a reply answers, or what an author's message is without."""
    message = message_in(repos, session_id, message_id)
    if message.role is Role.NARRATOR:
        if message.parent_id is None:
            hint = "Choose a reply to one of your turns."
            raise UserFixableError("The opening scene has no other take.", hint=hint)
        message = repos.messages.get(message.parent_id)
    return Ask(below=message, head=repos.sessions.get(session_id).head)


def _ask_on(repos: Repos, session_id: SessionId) -> Ask:
    """Return what a reply that goes on from the end of the line follows."""
    head = repos.sessions.get(session_id).head
    if head is None:
        hint = "Write your first turn."
        raise UserFixableError("There is nothing yet to go on from.", hint=hint)
    message = repos.messages.get(head)
    if message.state is MessageState.ARRIVING:
        hint = "Stop it, or wait until it is here."
        raise UserFixableError("A reply is still arriving.", hint=hint)
    return Ask(below=message, head=head)


def _scene_of(repos: Repos, ask: Ask) -> Scene:
    below = ask.below
    return read_scene(
        repos,
        below.session_id,
        below.id if ask.goes_on else below.parent_id,
        take=repos.messages.replies_to(below.id) + 1,
        goes_on=ask.goes_on,
        answers=None if ask.goes_on else below.id,
    )


def _ms_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
