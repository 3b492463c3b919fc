import os
from dataclasses import replace
from datetime import date

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.services import Provider, Service
from loredesk.domain.settings import Engine, Settings, Theme
from loredesk.host import settings_file
from loredesk.host.settings_file import (
    load,
    save,
    set_by_environment,
    unused_keys,
    upgrade,
    with_values,
)

WRITTEN = """\
# My settings
version = 1
theme = "dark"   # easier at night
colour_of_my_tea = "black"

[services.generation]
provider = "openai"
base_url = "http://localhost:11434/v1"
# the small one
model = "mistral-small"
context_tokens = 16384
temperature = 0.8
stop = ["###"]

[services.analysis]
provider = "anthropic"
model = "a"
idle_seconds = 30
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.toml"


def with_profile(settings, service, **changes):
    profile = replace(settings.profiles[service], **changes)
    return replace(settings, profiles={**settings.profiles, service: profile})


def test_without_a_file_everything_is_built_in(file):
    assert load(file, {}) == Settings()
    assert load(file, {}).profiles == Settings().profiles


def test_a_file_is_read(file):
    file.write_text(WRITTEN)

    settings = load(file, {})

    generation = settings.profiles[Service.GENERATION]
    assert settings.theme is Theme.DARK
    assert settings.engine is Engine.AUTO
    assert generation.provider is Provider.OPENAI
    assert generation.base_url == "http://localhost:11434/v1"
    assert (generation.model, generation.context_tokens) == ("mistral-small", 16384)
    assert generation.temperature == 0.8
    assert settings.profiles[Service.ANALYSIS].idle_seconds == 30.0
    assert settings.profiles[Service.EMBEDDING].provider is Provider.BUILT_IN


def test_the_environment_stands_over_the_file(file):
    file.write_text(WRITTEN)
    environ = {
        "LOREDESK_ENGINE": "Exact",
        "LOREDESK_THEME": "light",
        "LOREDESK_FIRST_START_DONE": "true",
        "LOREDESK_SERVICES__GENERATION__PROVIDER": "anthropic",
        "LOREDESK_SERVICES__GENERATION__BASE_URL": "",
        "LOREDESK_SERVICES__GENERATION__CONTEXT_TOKENS": "32768",
        "LOREDESK_SERVICES__EMBEDDING__PROVIDER": "openai",
        "LOREDESK_SERVICES__EMBEDDING__TEMPERATURE": "0.5",
    }

    settings = load(file, environ)

    generation = settings.profiles[Service.GENERATION]
    assert (settings.engine, settings.theme) == (Engine.EXACT, Theme.LIGHT)
    assert settings.first_start_done
    assert generation.provider is Provider.ANTHROPIC
    assert generation.base_url == "http://localhost:11434/v1"
    assert generation.context_tokens == 32768
    assert settings.profiles[Service.EMBEDDING].temperature == 0.5
    assert set_by_environment(environ) == frozenset(
        variable for variable, value in environ.items() if value
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('engine = "chrome"', "one of auto, exact, chroma, not 'chrome'. Did you mean 'chroma'?"),
        ("theme = 3", "one of system, light, dark, not 3"),
        ('first_start_done = "yes"', "true or false"),
        ('[services.generation]\nprovider = "opanai"', "Did you mean 'openai'?"),
        ("[services.generation]\ncontext_tokens = true", "whole number from 512"),
        ("[services.generation]\ncontext_tokens = 1.5", "whole number from 512"),
        ("[services.generation]\ntemperature = nan", "a number from 0 to 2"),
        ("[services.generation]\ntemperature = 7", "a number from 0 to 2"),
        ("[services.generation]\nidle_seconds = 0", "a number from 0.1"),
        ("[services.generation]\nmodel = []", "one line of text"),
        ('[services.generation]\nmodel = "a\\nb"', "one line of text"),
        ('[services.generation]\nbase_url = "localhost:11434"', "an address such as"),
        ('[services.generation]\nbase_url = "ftp://x/"', "an address such as"),
        ('[services.generation]\nbase_url = "http://x:port/"', "an address such as"),
        ('[services.generation]\nbase_url = "http://me:pw@x/"', "keys belong in the key ring"),
        ("[services.generation]\ncontext_tokens = 1024\nmax_tokens = 1024", "only 1024 together"),
        ("services = 3", "must be a section"),
        ("[services]\ngeneration = 3", "must be a section"),
        ('version = "one"', "'version'"),
        ("version = 0", "'version'"),
        ("version = 99", "newer Loredesk"),
        ("engine = [", "cannot be read"),
        ("a = " + "[" * 5000, "cannot be read"),
        ("# " + "x" * 1_100_000, "too large"),
    ],
)
def test_a_mistake_in_the_file_is_named_and_the_file_is_left_alone(file, text, said):
    file.write_text(text)

    with pytest.raises(UserFixableError) as caught:
        load(file, {})

    assert said in caught.value.sentence()
    assert str(file) in caught.value.message
    assert caught.value.hint
    assert file.read_text() == text


def test_a_file_that_cannot_be_read_is_never_overwritten(file):
    file.write_text("theme = [broken")

    with pytest.raises(UserFixableError):
        save(file, Settings(), replace(Settings(), theme=Theme.DARK))

    assert file.read_text() == "theme = [broken"


def test_a_password_in_an_address_is_not_repeated(file):
    file.write_text('[services.generation]\nbase_url = "http://me:hunter2@x/"')

    with pytest.raises(UserFixableError) as caught:
        load(file, {})

    assert "hunter2" not in caught.value.sentence()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("LOREDESK_ENGINE", "chrom", "Did you mean 'chroma'?"),
        ("LOREDESK_FIRST_START_DONE", "perhaps", "true or false"),
        ("LOREDESK_SERVICES__ANALYSIS__CONTEXT_TOKENS", "many", "whole number"),
        ("LOREDESK_SERVICES__ANALYSIS__TEMPERATURE", "inf", "a number from 0 to 2"),
    ],
)
def test_a_mistake_in_the_environment_is_named(file, variable, value, said):
    with pytest.raises(UserFixableError) as caught:
        load(file, {variable: value})

    assert variable in caught.value.message
    assert said in caught.value.message
    assert "unset" in caught.value.hint


def test_bytes_that_are_no_text_are_refused_with_a_sentence(file):
    file.write_bytes(b"\xff\xfe")

    with pytest.raises(UserFixableError, match="UTF-8"):
        load(file, {})


def test_a_folder_in_the_place_of_the_file_is_refused_with_a_sentence(file):
    file.mkdir()

    with pytest.raises(UserFixableError, match=r"settings\.toml"):
        load(file, {})


def test_saving_changes_what_was_changed_and_not_a_word_more(file):
    file.write_text(WRITTEN)
    before = load(file, {})
    after = with_profile(before, Service.GENERATION, model="mistral-large", temperature=None)

    save(file, before, after)

    expected = WRITTEN.replace("mistral-small", "mistral-large").replace("temperature = 0.8\n", "")
    assert file.read_text() == expected
    assert load(file, {}).profiles == after.profiles


def test_a_first_save_writes_a_file_that_can_be_read(file):
    after = replace(Settings(), engine=Engine.CHROMA, first_start_done=True)
    after = with_profile(after, Service.GENERATION, provider=Provider.OPENAI, model='a "b" \\ c')
    after = with_profile(after, Service.EMBEDDING, provider=Provider.OPENAI, total_seconds=12.5)

    save(file, Settings(), after)

    assert load(file, {}) == after
    assert load(file, {}).profiles == after.profiles
    assert file.read_text().startswith("version = 1\n")
    assert "[services.generation]" in file.read_text()
    assert "analysis" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_came_from_the_environment_is_not_written_down(file):
    environ = {"LOREDESK_SERVICES__GENERATION__MODEL": "from the environment"}
    before = load(file, environ)

    save(file, before, replace(before, theme=Theme.LIGHT))

    assert "environment" not in file.read_text()
    assert load(file, {}).theme is Theme.LIGHT


def test_what_the_author_wrote_meanwhile_is_kept(file):
    file.write_text(WRITTEN)
    before = load(file, {})
    file.write_text(WRITTEN.replace('"dark"', '"light"').replace("black", "green"))

    save(file, before, replace(before, first_start_done=True))

    text = file.read_text()
    assert 'theme = "light"   # easier at night' in text
    assert "green" in text
    assert load(file, {}).first_start_done


@pytest.mark.parametrize(
    "text",
    [
        'services.generation.provider = "openai"\nservices.generation.model = "a"\n',
        'services = {generation = {provider = "openai", model = "a"}}\n',
        '[services]\n[services.generation]\nprovider = "openai"\nmodel = "a"\n',
        '[services.generation]\nprovider = "openai"\nmodel = "a"\n[other]\nx = 1\n[services.maintenance]\n',
        '[services.generation]\r\nprovider = "openai"\r\nmodel = "a"',
    ],
)
def test_a_file_in_any_style_can_be_changed(file, text):
    file.write_bytes(text.encode())
    before = load(file, {})
    after = with_profile(before, Service.GENERATION, model="b")
    after = with_profile(after, Service.ANALYSIS, model="c")
    after = replace(after, theme=Theme.DARK)

    save(file, before, after)

    assert load(file, {}) == after
    assert load(file, {}).profiles == after.profiles


def test_a_disk_that_is_full_is_a_sentence_and_the_file_stays(file, monkeypatch):
    file.write_text(WRITTEN)

    def refuse(*args):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(settings_file, "write_whole", refuse)
    before = load(file, {})

    with pytest.raises(UserFixableError, match="disk is full"):
        save(file, before, replace(before, theme=Theme.LIGHT))

    assert file.read_text() == WRITTEN


def test_an_older_file_is_brought_up_to_date_step_by_step(file):
    def rename(raw):
        raw["theme"] = raw.pop("look")

    def brighten(raw):
        raw["theme"] = raw["theme"].replace("dark", "light")

    first = {"version": 1, "look": "dark"}
    second = {"version": 2, "theme": "dark"}
    newest = {"theme": "dark"}
    for raw in (first, second, newest):
        upgrade(file, raw, (rename, brighten))

    assert first == {"version": 3, "theme": "light"}
    assert second == {"version": 3, "theme": "light"}
    assert newest == {"theme": "dark"}


def test_saving_brings_an_older_file_up_to_date(file, monkeypatch):
    def rename(raw):
        if "look" in raw:
            raw["theme"] = raw.pop("look")

    monkeypatch.setattr(settings_file, "UPGRADES", (rename,))
    file.write_text('version = 1\nlook = "dark"\n# mine\n[services.generation]\nmodel = "a"\n')
    before = load(file, {})

    save(file, before, replace(before, first_start_done=True))

    assert before.theme is Theme.DARK
    assert load(file, {}) == replace(before, first_start_done=True)
    assert "version = 2" in file.read_text()
    assert "# mine" in file.read_text()


def test_what_nothing_reads_is_named_with_the_nearest_word(file):
    file.write_text(
        'thme = "dark"\n[services.generaton]\n[services.analysis]\nmodle = "a"\napi_key = "sk-1"\n'
    )
    environ = {
        "LOREDESK_SERVICES__GENERATION__MODLE": "a",
        "LOREDESK_SERVICES__GENERATION__API_KEY": "sk-2",
        "LOREDESK_HOME": "/x",
    }

    said = unused_keys(file, environ)

    assert len(said) == 5
    assert "'thme'" in said[0]
    assert "'theme'" in said[0]
    assert "'generation'" in said[1]
    assert "'model'" in said[2]
    assert "no place for a key" in said[3]
    assert "Did you mean 'LOREDESK_SERVICES__GENERATION__MODEL'?" in said[4]
    assert "sk-" not in "".join(said)


def test_settings_are_set_aside_without_overwriting_anything(tmp_path):
    file = tmp_path / "settings.toml"
    today = date(2026, 3, 1)
    for text in ("first", "second", "third"):
        file.write_text(text, encoding="utf-8")
        settings_file.set_aside(file, today)

    kept = sorted(tmp_path.iterdir())
    assert [one.read_text(encoding="utf-8") for one in kept] == ["first", "second", "third"]
    assert kept[0].name == "settings.toml.broken-2026-03-01"


def test_settings_that_cannot_be_renamed_are_named(tmp_path):
    with pytest.raises(UserFixableError, match="settings"):
        settings_file.set_aside(tmp_path / "settings.toml", date(2026, 3, 1))


class TestValuesLaidOver:
    def test_they_count_before_the_environment_and_are_written_as_in_the_file(self, tmp_path):
        environ = {"LOREDESK_ENGINE": "chroma", "OTHER": "x"}

        laid_over = with_values(environ, ["engine=exact", "services.embedding.model = a=b "])

        settings = load(tmp_path / "settings.toml", laid_over)
        assert settings.engine is Engine.EXACT
        assert settings.profiles[Service.EMBEDDING].model == "a=b"
        assert environ == {"LOREDESK_ENGINE": "chroma", "OTHER": "x"}

    def test_without_any_the_environment_stays_the_very_same(self):
        environ = {"LOREDESK_ENGINE": "chroma"}

        assert with_values(environ, ()) is environ

    @pytest.mark.parametrize("value", ["engine", "motor=exact", "=exact", "services.embedding=x"])
    def test_what_sets_nothing_is_refused(self, value):
        with pytest.raises(UserFixableError, match=r"sets nothing|There is no setting"):
            with_values({}, [value])
