"""A home in which the sample script has been played once, and copies of it."""

import shutil

import pytest

from loredesk.host import assets
from tests.fakes.command_line import CommandLine, Told


@pytest.fixture(scope="session")
def script():
    return str(assets.folder("resources").joinpath("sample", "script.txt"))


@pytest.fixture(scope="session")
def _played_once(tmp_path_factory, script) -> tuple[CommandLine, Told]:
    line = CommandLine(tmp_path_factory.mktemp("played") / "home")
    played = line(
        "play", "--world", "sample", "--script", script, "--accept", "all", "--drain", "--json"
    )
    return line, played


@pytest.fixture(scope="session")
def transcript(_played_once) -> Told:
    """What playing the whole sample script printed."""
    return _played_once[1]


@pytest.fixture(scope="session")
def played(_played_once) -> CommandLine:
    """The home after the sample script; for commands that only read."""
    return _played_once[0]


@pytest.fixture
def replayed(played, tmp_path) -> CommandLine:
    """A copy of that home, to be changed."""
    home = tmp_path / "home"
    shutil.copytree(played.home, home, ignore=shutil.ignore_patterns("owner.*"))
    return CommandLine(home)


@pytest.fixture
def fresh(tmp_path) -> CommandLine:
    """A home that does not exist yet."""
    return CommandLine(tmp_path / "home")


@pytest.fixture
def turns(tmp_path):
    """Writes a script and returns where it is."""

    def write(*lines: str) -> str:
        file = tmp_path / "turns.txt"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(file)

    return write
