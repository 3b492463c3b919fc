"""Fixtures and habits of every test: no network but loopback, no key ring, no home of the author."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for _name in [name for name in os.environ if name.startswith("LOREDESK_")]:
    if not _name.startswith("LOREDESK_TEST_"):
        del os.environ[_name]

import pytest
from hypothesis import settings

# The same examples on every machine and every run: a run tells of a change, not of luck. For a
# search beyond them: HYPOTHESIS_PROFILE=search.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

QT_FOLDERS = {"e2e_window"}
"""Async tests in these folders run on Qt's own loop."""


def pytest_asyncio_loop_factories(config, item):
    """Async tests about the running window get Qt's loop, all others the plain one."""
    if QT_FOLDERS.isdisjoint(Path(item.path).parts):
        return {"asyncio": asyncio.new_event_loop}
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

    return {"qt": lambda: QEventLoop(QApplication.instance() or QApplication([]))}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let what a test has printed travel between processes, also what is no Unicode."""
    report = yield
    report.sections = [
        (name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections
    ]
    return report


@pytest.fixture(autouse=True)
def _no_home_of_the_author(monkeypatch, tmp_path_factory):
    """Whatever forgets to name a home finds an empty one."""
    monkeypatch.setenv("LOREDESK_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def noon():
    """A fixed moment."""
    return datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
