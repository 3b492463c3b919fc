"""What the owner of a home answers to the commands of other processes."""

import pytest

from loredesk.bootstrap.command import RequestHandler


@pytest.mark.parametrize(
    "argv", [["conjure"], ["queue", "conjure"], ["lore"], ["search", "x", "--limit", "none"]]
)
async def test_the_owner_answers_what_it_does_not_understand_with_the_usage(argv, capsys):
    answer = await RequestHandler(None)({"argv": argv})

    assert (answer["exit"], answer["out"]) == (2, "")
    assert answer["err"].startswith("usage: loredesk")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("argv", [[], ["play"], ["bench", "turn"]])
async def test_the_owner_refuses_what_only_a_process_of_its_own_can_do(argv):
    answer = await RequestHandler(None)({"argv": argv})

    assert (answer["exit"], answer["out"]) == (2, "")
    assert "loredesk" in answer["err"]


async def test_help_asked_of_the_owner_is_answered_and_ends_nothing():
    answer = await RequestHandler(None)({"argv": ["queue", "--help"]})

    assert (answer["exit"], answer["err"]) == (0, "")
    assert "retry" in answer["out"]
