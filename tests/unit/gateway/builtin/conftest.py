import pytest

from loredesk.domain.lore import CATEGORIES
from loredesk.gateway.builtin import weights
from loredesk.gateway.builtin.minilm import SentenceNetwork
from loredesk.ports.task_inputs import AnalysisInputs, KnownEntry, SpokenMessage


@pytest.fixture(scope="session")
def minilm_folder():
    """The folder of the installed weights."""
    folder = weights.installed_folder()
    if folder is None:
        pytest.skip(f"the package {weights.DISTRIBUTION} is not installed")
    return folder


@pytest.fixture(scope="session")
def exact(minilm_folder):
    """The network on numpy."""
    return SentenceNetwork(minilm_folder)


@pytest.fixture
def entries() -> tuple[KnownEntry, ...]:
    return (
        KnownEntry(
            handle="c1",
            title="Mara Fenwick",
            category="character",
            content="Keeper of the north light, forty, slow to speak. She wants to leave the island. "
            "Her boots are always wet.",
            aliases=("the keeper",),
        ),
        KnownEntry(
            handle="c2",
            title="Captain Joren Hale",
            category="character",
            content="He owes the Salt Guild a ship. He hates fog and debts.",
        ),
        KnownEntry(
            handle="l1",
            title="The Gull's Rest",
            category="location",
            content="An inn on the quay with a floor of ship's planks. The beds are hung like hammocks.",
        ),
        KnownEntry(handle="l2", title="North Light", category="location", content="A lighthouse."),
        KnownEntry(handle="f1", title="The Salt Guild", category="faction", content="Traders."),
        KnownEntry(
            handle="i1", title="The Brass Key", category="item", content="It opens the lamp."
        ),
        KnownEntry(handle="k1", title="The Hush", category="concept", content="A law of silence."),
    )


@pytest.fixture
def turn(entries):
    """Return inputs for reading a turn: the author's words and what a narrator answered."""

    def inputs(author: str, *narrated: str, categories=CATEGORIES) -> AnalysisInputs:
        spoken = [SpokenMessage(speaker="Author", text=author, is_author=True)]
        spoken += [SpokenMessage(speaker="Narrator", text=text) for text in narrated]
        return AnalysisInputs(
            world="Island",
            turn=3,
            messages=tuple(spoken),
            entries=entries,
            categories=categories,
        )

    return inputs
