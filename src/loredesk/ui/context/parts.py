"""What a budget was spent on: the blocks of a prompt, put together as an author thinks of them."""

from dataclasses import dataclass

from loredesk.domain.manifest import Block, Manifest

_PARTS = {
    "Instructions": "Instructions",
    "Opening words": "Instructions",
    "Closing words": "Instructions",
    "Answer begun": "Instructions",
    "The world": "Lore",
    "What is always so": "Lore",
    "What is known, the most important first": "Lore",
    "What has happened until now": "Summaries",
    "The story so far": "Recent turns",
    "From earlier in the story": "Earlier passages",
    "What seems to have changed": "Waiting for review",
    "The scene as it stands": "Scene",
}
"""By the heading of a block in the prompt that comes with the program."""
_TURN, _NEW_WORDS = "Turn ", "New turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPart:
    """What one kind of thing took of the budget."""

    name: str
    tokens: int

    @property
    def words(self) -> str:
        """Return the part as a phrase."""
        return f"{self.name}: {self.tokens:,} tokens"


def budget_parts(manifest: Manifest) -> tuple[BudgetPart, ...]:
    """Return the parts in the order in which they begin; a block of another name is its own part."""
    tokens: dict[str, int] = {}
    for block in manifest.blocks:
        name = _part_of(block)
        tokens[name] = tokens.get(name, 0) + block.tokens
    return tuple(BudgetPart(name=name, tokens=cost) for name, cost in tokens.items() if cost)


def _part_of(block: Block) -> str:
    if block.name.startswith(_TURN):
        return _NEW_WORDS
    return _PARTS.get(block.name, block.name)
