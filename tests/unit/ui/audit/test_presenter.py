from datetime import UTC, datetime

import pytest

from loredesk.domain.audit import AuditEntry, AuditVerdict
from loredesk.domain.errors import UserFixableError
from loredesk.ui.audit.presenter import PAGE, AuditPresenter
from loredesk.ui.audit.words import verdict_in_words
from tests.ui.settled import settled


def entry(seq):
    return AuditEntry(
        seq=seq,
        at=datetime(2026, 3, 4, tzinfo=UTC),
        actor="author",
        action="edit",
        subject="e",
        session_id=None,
        entry_id=None,
        why="",
        before=None,
        after=None,
        details={},
    )


class Log:
    def __init__(self, number=PAGE + 30):
        self.all = [entry(seq) for seq in range(number, 0, -1)]
        self.asked = []
        self.error = None

    async def entries(self, *, subject=None, session_id=None, limit=PAGE, before_seq=None):
        if self.error is not None:
            raise self.error
        self.asked.append((subject, session_id))
        return tuple(one for one in self.all if before_seq is None or one.seq < before_seq)[:limit]

    async def verify(self):
        return AuditVerdict(rows=len(self.all), last_seq=len(self.all))


class Screen:
    def show_state(self, state):
        self.state = state


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def log():
    return Log()


@pytest.fixture
async def audit(screen, log):
    presenter = AuditPresenter(view=screen, log=log)
    presenter.enter("s")
    presenter.about("e", "Dagny")
    presenter.open()
    await settled()
    yield presenter
    await presenter.aclose()


async def test_the_latest_is_shown_and_the_log_is_checked(audit, screen):
    assert len(screen.state.entries) == PAGE
    assert screen.state.looked_at.seq == PAGE + 30
    assert screen.state.verdict.broken_at is None


async def test_earlier_ones_come_when_they_are_asked_for(audit, screen):
    audit.more()
    await settled()

    assert [one.seq for one in screen.state.entries] == list(range(PAGE + 30, 0, -1))
    assert not screen.state.has_more


async def test_it_can_be_shown_of_a_session_or_of_an_entry(audit, screen, log):
    _, session, about = screen.state.scopes
    audit.show_only(session)
    await settled()
    audit.show_only(about)
    await settled()

    assert log.asked[1:] == [(None, "s"), ("e", None)]
    assert "Dagny" in about.name


async def test_what_cannot_be_read_is_told(audit, screen, log):
    log.error = UserFixableError("The library cannot be read.", hint="Restore a backup.")
    audit.more()
    await settled()

    assert screen.state.notice.hint == "Restore a backup."


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (None, "being checked"),
        (AuditVerdict(rows=3, last_seq=3), "The chain is whole: 3 entries."),
        (AuditVerdict(rows=3, last_seq=3, sealed=(2,)), "1 damaged entries were sealed"),
        (AuditVerdict(rows=3, last_seq=3, broken=(2,)), "from entry 2 on"),
        (AuditVerdict(rows=3, last_seq=3, head_is_wrong=True), "from entry 4 on"),
    ],
)
def test_the_verdict_is_a_sentence(verdict, words):
    assert words in verdict_in_words(verdict)
