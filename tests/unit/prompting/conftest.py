from pathlib import Path

import pytest

SHIPPED = Path(__file__).parents[3] / "prompts"


@pytest.fixture
def shipped() -> Path:
    return SHIPPED


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The author's own prompt folder."""
    folder = tmp_path / "prompts"
    folder.mkdir()
    return folder
