"""What of a turn and its scene is looked for in the full text."""

from loredesk.recall.lexical import MOST_TOKENS, words_query


def words_of(query):
    return [word.strip('"') for word in query.split(" OR ")] if query else []


def test_common_words_are_looked_for_only_where_there_is_nothing_else():
    assert words_of(words_query("the lantern and the owl")) == ["owl", "lantern"]
    assert words_of(words_query("who are you")) == ["you", "are", "who"]
    assert words_query(" ... ") == ""


def test_the_words_of_the_turn_have_first_claim_beside_a_long_scene():
    scene = " ".join(f"word{number}" for number in range(3 * MOST_TOKENS))

    words = words_of(words_query("I light word1 and the lantern", scene))

    assert {"light", "lantern", "word1"} <= set(words)
    assert len(words) == MOST_TOKENS
    assert f"word{3 * MOST_TOKENS - 1}" in words


def test_of_a_long_scene_the_latest_words_are_taken():
    scene = " ".join(["early", *(f"word{number}" for number in range(MOST_TOKENS)), "word0"])

    words = words_of(words_query("", scene))

    assert "early" not in words
    assert "word0" in words


def test_nothing_an_author_types_is_read_as_query_syntax():
    assert words_of(words_query('owl" NEAR(x) -y*')) == ["y", "x", "near", "owl"]
