import faulthandler
import logging

import pytest

from loredesk.host import logs
from loredesk.host.home import Home

logger = logging.getLogger("loredesk.test_logs")


@pytest.fixture(autouse=True)
def logging_as_it_was():
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in (*logs._TALKATIVE, "")}
    was_enabled = faulthandler.is_enabled()
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    assert not [handler for handler in root.handlers if isinstance(handler, logs._LogFile)]
    if was_enabled:
        faulthandler.enable()


def written(home, name="loredesk"):
    return (home.logs / f"{name}.log").read_text("utf-8")


def test_what_happens_is_written_down(home):
    with logs.start(home):
        logger.info("Rewrote %d notes", 3)
        logger.debug("a detail")

    assert "INFO loredesk.test_logs: Rewrote 3 notes" in written(home)
    assert "detail" not in written(home)


def test_keys_are_hidden_in_messages_and_tracebacks(home):
    with logs.start(home) as log:
        log.redactor.know("canary-key-4711")
        logger.warning("refused %s", "canary-key-4711")
        try:
            raise RuntimeError("Authorization: Bearer abcdef0123456789 canary-key-4711")  # noqa: TRY301
        except RuntimeError:
            logger.exception("failed")

    assert "Traceback" in written(home)
    assert "canary" not in written(home)
    assert "abcdef0123456789" not in written(home)


def test_libraries_do_not_write_prompts_even_at_debug(home):
    with logs.start(home, level=logging.DEBUG):
        logging.getLogger("openai").debug("Request options: the whole prompt")
        logging.getLogger("httpx").info("the whole prompt")

    assert "prompt" not in written(home)


def test_a_process_beside_the_owner_writes_its_own_file(home):
    with logs.start(home, name="command"):
        logger.info("here")

    assert "here" in written(home, "command")
    assert not (home.logs / "loredesk.log").exists()


def test_a_log_is_private_and_does_not_grow_for_ever(home, monkeypatch):
    monkeypatch.setattr(logs, "_MAX_BYTES", 2000)
    with logs.start(home):
        for number in range(300):
            logger.info("line %d", number)

    files = [file for file in home.logs.iterdir() if file.name.startswith("loredesk.log")]
    assert len(files) == 5
    assert all(file.stat().st_size <= 2000 for file in files)
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)


def test_text_that_is_no_unicode_does_not_stop_the_log(home):
    with logs.start(home):
        logger.info("odd: %s", "\ud800")

    assert "\\ud800" in written(home)


def test_a_crash_of_the_interpreter_has_a_file(home):
    with logs.start(home) as log:
        assert faulthandler.is_enabled()
        assert (home.logs / logs.CRASH_NAME).is_file()
        log.close()

    assert not faulthandler.is_enabled()


def test_where_nothing_can_be_written_there_is_no_log_and_no_error(tmp_path):
    with logs.start(Home(tmp_path / "nowhere")) as log:
        logger.info("unheard")
        assert log.redactor.redact("x") == "x"
