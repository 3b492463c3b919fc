"""What the author wants done with a message, as moves that can be weighed before they are made."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from loredesk.domain.ids import MessageId
from loredesk.domain.listings import LineChange, Story
from loredesk.domain.messages import PlacedMessage, Role
from loredesk.domain.withdrawal import Withdrawal
from loredesk.ui.chat import acts
from loredesk.ui.chat.branching import end_below, sibling
from loredesk.ui.chat.move_words import name_of
from loredesk.ui.chat.moves import Mover
from loredesk.ui.chat.moves_needs import Telling, Tree
from loredesk.ui.undo.command import Command

Make = Callable[[Withdrawal | None], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Something the author wants, before it is done."""

    wish: str
    """What the button says that lets it happen."""
    preview: Callable[[], Awaitable[Withdrawal]] | None = None
    """None where nothing can be withdrawn."""
    make: Make


class Notes(Protocol):
    """Takes down what a move did."""

    async def made(
        self,
        said: str,
        command: Command,
        *,
        change: LineChange | None = None,
        withdrawn: Withdrawal | None = None,
    ) -> None:
        """Say that a move was made, and remember the way back."""
        ...

    def await_reply(self, text: str, mover: Mover, withdrawn: Withdrawal | None) -> None:
        """Remember the way back once the reply is there."""
        ...


class Wishes:
    """Makes moves of wishes about the messages of one story."""

    def __init__(self, *, story: Story, tree: Tree, chat: Telling, notes: Notes) -> None:
        self._story = story
        self._tree = tree
        self._chat = chat
        self._notes = notes
        self._session = story.session.id
        self._mover = Mover(tree, story.session.id, story.session.head)
        self._makers: dict[str, Callable[[PlacedMessage], Move | None]] = {
            acts.EARLIER: self._earlier,
            acts.LATER: self._later,
            acts.GOTO: self._goto,
            acts.BRANCH: self._branch,
            acts.REGENERATE: self._regenerate,
            acts.CONTINUE: self._continue,
            acts.DELETE: self._delete,
        }

    def move(self, action: str, place: PlacedMessage) -> Move | None:
        """Return *action* on a message as a move; None where it is none or leads nowhere."""
        maker = self._makers.get(action)
        return maker(place) if maker is not None else None

    def edit(self, place: PlacedMessage, text: str, *, reply: bool) -> Move:
        """Return the move that writes another take of a message, and gets a *reply* to it."""
        name = name_of(place)

        async def make(withdrawn: Withdrawal | None) -> None:
            change, command = await self._mover.edit(place.message.id, text, name)
            said = f"There is a new take of {name}."
            await self._notes.made(said, command, change=change, withdrawn=withdrawn)
            if reply and change.head is not None:
                self._chat.regenerate(change.head)

        return Move(wish="Keep the new take", preview=self._cutting(place), make=make)

    async def name(self, message_id: MessageId, name: str) -> None:
        """Give the line that ends at a message a name."""
        called, command = await self._mover.name(message_id, name)
        await self._notes.made(f"The branch is called \u201c{called}\u201d.", command)

    def _earlier(self, place: PlacedMessage) -> Move | None:
        return self._take(place, -1)

    def _later(self, place: PlacedMessage) -> Move | None:
        return self._take(place, 1)

    def _take(self, place: PlacedMessage, step: int) -> Move | None:
        target = sibling(self._story, place.message.id, step)
        if target is None:
            return None
        end = end_below(self._story, target)
        text = f"Show another take of {name_of(place)}"
        return self._going(end, text, "Show the other take", "")

    def _goto(self, place: PlacedMessage) -> Move:
        name = name_of(place)
        is_end = all(one.message.parent_id != place.message.id for one in self._story.messages)
        kept = "" if is_end else " What came after it is kept."
        said = f"The story stands at {name} now.{kept}"
        return self._going(place.message.id, f"Go to {name}", "Go there", said)

    def _going(self, end: MessageId, text: str, wish: str, said: str) -> Move:
        async def make(withdrawn: Withdrawal | None) -> None:
            change, command = await self._mover.goto(end, text)
            await self._notes.made(said, command, change=change, withdrawn=withdrawn)

        return Move(wish=wish, preview=lambda: self._tree.preview(self._session, end), make=make)

    def _branch(self, place: PlacedMessage) -> Move:
        name, at = name_of(place), place.message.id

        async def make(withdrawn: Withdrawal | None) -> None:
            called, command = await self._mover.branch(at, "", f"Branch from {name}")
            said = f"\u201c{called}\u201d begins at {name}; write on from here."
            await self._notes.made(said, command, withdrawn=withdrawn)

        preview = lambda: self._tree.preview(self._session, at)  # noqa: E731 - a name for the line
        return Move(wish="Branch from here", preview=preview, make=make)

    def _delete(self, place: PlacedMessage) -> Move:
        name, at = name_of(place), place.message.id

        async def make(withdrawn: Withdrawal | None) -> None:
            change, command = await self._mover.delete(at, name)
            said = f"{name[0].upper()}{name[1:]} is in the trash."
            await self._notes.made(said, command, change=change, withdrawn=withdrawn)

        preview = lambda: self._tree.preview_delete(self._session, at)  # noqa: E731 - as above
        return Move(wish="Delete", preview=preview, make=make)

    def _regenerate(self, place: PlacedMessage) -> Move:
        async def make(withdrawn: Withdrawal | None) -> None:
            self._notes.await_reply(f"Regenerate {name_of(place)}", self._mover, withdrawn)
            self._chat.regenerate(place.message.id)

        is_reply = place.message.role is Role.NARRATOR
        return Move(
            wish="Regenerate", preview=self._cutting(place) if is_reply else None, make=make
        )

    def _continue(self, _place: PlacedMessage) -> Move:
        async def make(withdrawn: Withdrawal | None) -> None:
            self._notes.await_reply("Continue the story", self._mover, withdrawn)
            self._chat.go_on()

        return Move(wish="Continue", make=make)

    def _cutting(self, place: PlacedMessage) -> Callable[[], Awaitable[Withdrawal]]:
        """Return how to look what another take of a message withdraws: all that rests on it."""
        parent = place.message.parent_id
        if parent is None:
            return lambda: self._tree.preview_delete(self._session, place.message.id)
        return lambda: self._tree.preview(self._session, parent)
