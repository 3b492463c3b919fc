from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.ui.notice import notice_of


def test_what_the_author_can_mend_is_told_with_the_way_out():
    notice = notice_of(UserFixableError("OpenAI refused the key.", hint="Check it."))

    assert (notice.sentence, notice.hint) == ("OpenAI refused the key.", "Check it.")
    assert notice.tone == "danger"


def test_what_waiting_may_mend_is_a_warning():
    assert notice_of(TransientError("It is busy."), action="Try again").tone == "warning"


def test_a_bug_is_admitted_without_a_traceback():
    notice = notice_of(KeyError("x"))

    assert "did not expect" in notice.sentence
    assert "KeyError" in notice.hint
