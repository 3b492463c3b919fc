"""A session in memory whose tree can be changed, with what each move would withdraw."""

from dataclasses import replace

from loredesk.domain.branches import Branch, LineComparison
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import BranchId, LoreId, MessageId, SessionId
from loredesk.domain.listings import LineChange, Story
from loredesk.domain.messages import Message, PlacedMessage, last_panel, placed
from loredesk.domain.withdrawal import Withdrawal
from tests.fakes.stories import SESSION, MemoryStories

NOTHING = Withdrawal()


class MemoryTree(MemoryStories):
    """Moves, edits, deletes and names as the services would; says what the test wants withdrawn."""

    def __init__(self) -> None:
        super().__init__()
        self.would_withdraw = NOTHING
        self.asked: list[MessageId] = []
        """The messages a preview was asked for."""
        self.trash: set[MessageId] = set()
        self.named: dict[BranchId, Branch] = {}
        self.promoted: list[LoreId] = []
        self.comparison = LineComparison(
            common=None,
            common_turn=0,
            one_turns=0,
            other_turns=0,
            notes=(),
            only_one=(),
            only_other=(),
        )
        self._names = 0

    @property
    def line(self) -> list[str]:
        """Return the texts of the line."""
        return [place.message.text for place in self.told().line]

    def told(self) -> Story:
        """Return the session as it stands, without what was deleted."""
        gone = self._gone()
        kept = [one for one in self.messages if one.id not in gone]
        places = placed(kept, self.session.head)
        line = [place.message for place in places if place.on_line]
        panel = last_panel(line)
        return Story(session=self.session, world_title="Underquay", messages=places, panel=panel)

    async def preview(self, session_id: SessionId, message_id: MessageId) -> Withdrawal:
        """Return what the test wants withdrawn."""
        self.asked.append(message_id)
        return self.would_withdraw

    async def preview_delete(self, session_id: SessionId, message_id: MessageId) -> Withdrawal:
        """Return what the test wants withdrawn."""
        self.asked.append(message_id)
        return self.would_withdraw

    async def edit(self, session_id: SessionId, message_id: MessageId, text: str) -> LineChange:
        """Write another take and show it."""
        old = self._message(message_id)
        number = len(self.messages) + 1
        self.messages.append(replace(old, id=MessageId(f"m{number}"), seq=number, text=text))
        return await self.goto(session_id, self.messages[-1].id)

    async def delete(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Put a message into the trash; the line ends before it."""
        message = self._message(message_id)
        self.trash.add(message_id)
        if self.session.head in self._gone() and message.parent_id is not None:
            self._move(message.parent_id)
        return LineChange(head=self.session.head)

    async def restore(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Take a message out of the trash and show it."""
        self.trash.discard(message_id)
        return await self.goto(session_id, message_id)

    async def deleted(self, session_id: SessionId) -> tuple[PlacedMessage, ...]:
        """Return what is in the trash."""
        places = placed(self.messages, self.session.head)
        return tuple(place for place in places if place.message.id in self.trash)

    async def branch(self, session_id: SessionId, message_id: MessageId, name: str = "") -> Branch:
        """Name a line and show it."""
        self._refuse_if_broken()
        self._names += 1
        called = name or f"Branch {self._names}"
        made = Branch(
            id=BranchId(f"b{self._names}"), session_id=SESSION, name=called, tip=message_id
        )
        self.named[made.id] = made
        self._move(message_id)
        return made

    async def branches(self, session_id: SessionId) -> tuple[Branch, ...]:
        """Return the named lines."""
        self._refuse_if_broken()
        return tuple(self.named.values())

    async def rename_branch(self, branch_id: BranchId, name: str) -> None:
        """Give a branch another name."""
        if any(one.name == name for one in self.named.values()):
            message = f"There is a branch called {name!r} already."
            raise UserFixableError(message, hint="Choose another name.")
        self.named[branch_id] = replace(self.named[branch_id], name=name)

    async def drop_branch(self, branch_id: BranchId) -> None:
        """Forget a name."""
        del self.named[branch_id]

    async def compare(
        self, session_id: SessionId, one: MessageId, other: MessageId
    ) -> LineComparison:
        """Return what the test wants to differ."""
        self._refuse_if_broken()
        return self.comparison

    async def promote(self, session_id: SessionId, entry_id: LoreId) -> None:
        """Make a newcomer canon."""
        self.promoted.append(entry_id)

    async def demote(self, entry_id: LoreId) -> None:
        """Take that back."""
        self.promoted.remove(entry_id)

    def _message(self, message_id: MessageId) -> Message:
        return next(one for one in self.messages if one.id == message_id)

    def _gone(self) -> set[MessageId]:
        gone: set[MessageId] = set()
        for one in self.messages:
            if one.id in self.trash or one.parent_id in gone:
                gone.add(one.id)
        return gone

    def _refuse_if_broken(self) -> None:
        if self.problem is not None:
            raise self.problem
