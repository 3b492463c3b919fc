import pytest

from loredesk.ui.widgets.prose import host_of, html_of


@pytest.mark.parametrize(
    "text",
    ["<img src=x>", "<script>alert(1)</script>", "<a href='file:///x'>y</a>", "<div>" * 500],
)
def test_html_is_shown_as_it_was_typed(text):
    html = html_of(text)

    assert "<img" not in html
    assert "<script" not in html
    assert "<a " not in html
    assert "<div" not in html


def test_a_picture_becomes_a_word_that_there_is_one():
    html = html_of("![a map](https://far.example/map.png)")

    assert "<img" not in html
    assert "[a map \u00b7 far.example]" in html


def test_a_picture_on_the_disk_is_named_without_its_place():
    assert "[picture]" in html_of("![](icons/secret.png)")


def test_a_link_shows_where_it_leads_however_it_is_worded():
    html = html_of("[https://bank.example](https://thief.example/login)")

    assert "</a> (thief.example)" in html


@pytest.mark.parametrize("target", ["ftp://x.example/y", "//host/share", "notes.md", "smb://h/s"])
def test_only_the_web_can_be_linked_to(target):
    assert "<a " not in html_of(f"[here]({target})")


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"]
)
def test_a_dangerous_link_is_no_link(target):
    assert "<a " not in html_of(f"[here]({target})")


def test_line_breaks_stay():
    assert "<br" in html_of("one\ntwo")


def test_what_is_said_aloud_is_marked():
    html = html_of("She said \u201cGo < now\u201d and left.", speech=True)

    assert '<span class="speech">\u201cGo &lt; now\u201d</span>' in html


def test_straight_quotes_are_speech_too():
    assert '<span class="speech">&quot;Go&quot;</span>' in html_of('"Go"', speech=True)


def test_without_speech_nothing_is_marked():
    assert "span" not in html_of("\u201cGo\u201d")


def test_an_address_that_is_none_has_no_host():
    assert host_of("http://[broken") == ""
