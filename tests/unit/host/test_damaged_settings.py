"""Settings that could not be loaded are never taken for none, and never written over."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.settings import Engine, Settings
from loredesk.host import settings_file
from tests.fakes.damaged_files import DAMAGES

HARMLESS = {"nothing in it", "only spaces", "without its first signs", "its middle missing"}
"""What an author might have written: it reads, and saving keeps every line of it."""
TEXT = """version = 1
# Mine, and dear to me.
engine = "exact"
theme = "dark"

[services.generation]
provider = "openai"
base_url = "http://localhost:11434/v1"
model = "m\u00e4rchen"
"""


SEEN = {name: damage for name, damage in DAMAGES.items() if name not in HARMLESS}


@pytest.mark.parametrize("damage", SEEN.values(), ids=SEEN)
def test_damaged_settings_are_refused_and_untouched(tmp_path, damage):
    file = tmp_path / "settings.toml"
    damaged = damage(TEXT.encode())
    file.write_bytes(damaged)

    with pytest.raises(UserFixableError):
        settings_file.load(file, {})
    with pytest.raises(UserFixableError):
        settings_file.save(file, Settings(), replace(Settings(), engine=Engine.EXACT))

    assert file.read_bytes() == damaged
    assert [one.name for one in tmp_path.iterdir()] == [file.name]
