import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.host import assets


def test_the_prompts_are_found():
    assert (assets.folder("prompts") / "reply.yaml").is_file()


def test_an_installed_package_brings_its_own_folders(tmp_path, monkeypatch):
    (tmp_path / "_assets" / "prompts").mkdir(parents=True)
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path)

    assert assets.folder("prompts") == tmp_path / "_assets" / "prompts"


def test_an_installation_without_its_folders_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path)
    monkeypatch.setattr(assets, "_CHECKOUT", tmp_path)

    with pytest.raises(UserFixableError, match="'prompts'") as caught:
        assets.folder("prompts")

    assert "again" in caught.value.hint
