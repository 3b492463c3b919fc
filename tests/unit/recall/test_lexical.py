"""What of a turn and its scene is looked for in the full text."""

from loredesk.recall.lexical import MOST_TOKENS, telling_words


def test_common_words_are_looked_for_only_where_there_is_nothing_else():
    assert telling_words("the lantern and the owl") == ("owl", "lantern")
    assert telling_words("who are you") == ("you", "are", "who")
    assert telling_words(" ... ") == ()


def test_the_words_of_the_turn_have_first_claim_beside_a_long_scene():
    scene = " ".join(f"word{number}" for number in range(3 * MOST_TOKENS))

    words = telling_words("I light word1 and the lantern", scene)

    assert {"light", "lantern", "word1"} <= set(words)
    assert len(words) == MOST_TOKENS
    assert f"word{3 * MOST_TOKENS - 1}" in words


def test_of_a_long_scene_the_latest_words_are_taken():
    scene = " ".join(["early", *(f"word{number}" for number in range(MOST_TOKENS)), "word0"])

    words = telling_words("", scene)

    assert "early" not in words
    assert "word0" in words


def test_signs_are_no_part_of_a_word():
    assert telling_words('owl" NEAR(x) -y*') == ("y", "x", "near", "owl")
