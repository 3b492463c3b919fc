import pytest

from loredesk.ui.chat.paragraphs import Run, Shape, cut_off_finished, paragraphs

pytestmark = pytest.mark.usefixtures("qapp")


def shown(text):
    return [
        (paragraph.shape, "".join(run.text for run in paragraph.runs))
        for paragraph in paragraphs(text)
    ]


def test_what_stands_before_a_blank_line_is_finished():
    assert cut_off_finished("one\n\ntwo\n \n\nthr") == (["one", "two"], "thr")


def test_a_fence_is_not_finished_by_a_blank_line_in_it():
    assert cut_off_finished("```\na\n\nb") == ([], "```\na\n\nb")


def test_emphasis_becomes_type():
    (paragraph,) = paragraphs("She *said* **no**.")

    assert paragraph.runs == (
        Run("She "),
        Run("said", italic=True),
        Run(" "),
        Run("no", bold=True),
        Run("."),
    )


def test_speech_is_marked_across_emphasis():
    (paragraph,) = paragraphs("He said \u201cgo *now*\u201d and left.")

    assert [(run.text, run.speech) for run in paragraph.runs] == [
        ("He said ", False),
        ("\u201cgo ", True),
        ("now", True),
        ("\u201d", True),
        (" and left.", False),
    ]


def test_speech_that_does_not_end_is_speech_to_the_end_of_its_paragraph():
    first, second = paragraphs("\u201cAnd then\n\nhe left.")

    assert first.runs[0].speech
    assert not second.runs[0].speech


def test_line_breaks_stay():
    assert shown("one\ntwo *three*\nfour") == [(Shape.TEXT, "one\u2028two three\u2028four")]


def test_lists_headings_quotes_rules_and_code_have_their_shapes():
    text = "# Head\n\n- a\n- b\n\n2. two\n\n> said\n\n---\n\n```\ncode\n\nmore\n```"

    assert shown(text) == [
        (Shape.HEADING, "Head"),
        (Shape.ITEM, "\u2022\u2002a"),
        (Shape.ITEM, "\u2022\u2002b"),
        (Shape.ITEM, "2.\u2002two"),
        (Shape.QUOTE, "said"),
        (Shape.RULE, ""),
        (Shape.CODE, "code"),
        (Shape.CODE, ""),
        (Shape.CODE, "more"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>bold</b> & <script>x</script>", "<b>bold</b> & <script>x</script>"),
        ("[here](http://example.invalid)", "here"),
        ("![a map](file:///etc/passwd)", "[a map]"),
    ],
)
def test_markup_from_strangers_stays_text(text, words):
    assert shown(text) == [(Shape.TEXT, words)]


def test_text_with_windows_line_ends_is_the_same_text():
    assert shown("one\r\n\r\ntwo") == [(Shape.TEXT, "one"), (Shape.TEXT, "two")]
