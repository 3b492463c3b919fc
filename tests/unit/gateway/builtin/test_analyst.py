import pytest

from loredesk.domain.quotes import find_quote
from loredesk.gateway.builtin import phrases
from loredesk.gateway.builtin.analyst import analysis


def updated(found) -> dict[str, str]:
    return {one["lore_entry_id"]: one["update_summary"] for one in found["updates"]}


def created(found) -> dict[str, str]:
    return {one["name"]: one["entity_type"] for one in found["creations"]}


@pytest.mark.parametrize(
    ("author", "handles"),
    [
        ("Mara Fenwick breaks her leg on the stairs.", {"c1"}),
        ("Mara breaks her leg on the stairs.", {"c1"}),
        ("The keeper is gone.", {"c1"}),
        ("Hale sold the Brass Key to the Salt Guild.", {"c2", "i1"}),
        ("The North Light burned down.", {"l2"}),
        ("I give Joren my coat.", {"c2"}),
        ("Mara hides the Brass Key in the Gull's Rest.", {"c1", "i1"}),
        ("Mara and Joren marry.", {"c1", "c2"}),
    ],
)
def test_a_stated_change_is_an_update_of_whom_it_concerns(turn, author, handles):
    found = analysis(turn(author))

    assert set(updated(found)) == handles


@pytest.mark.parametrize(
    "author",
    [
        "",
        "...",
        "What does Mara want?",
        "Mara looks at the sea.",
        "If Mara died, nobody would notice.",
        "Mara has never left the island.",
        "Mara wants to sell the Brass Key.",
        "The gift of Mara is well known.",
        '"Mara killed the captain," says a boy.',
        "I walk to the North Light.",
        "Suddenly Monday came.",
    ],
)
def test_what_is_no_fact_changes_nothing(turn, author):
    found = analysis(turn(author))

    assert found == {"updates": [], "creations": []}


def test_a_pronoun_is_the_one_last_named(turn):
    found = analysis(turn("Mara Fenwick comes in. She has lost the Brass Key."))

    assert updated(found)["i1"] == "Mara Fenwick has lost the Brass Key."
    assert [one["lore_entry_id"] for one in found["updates"]].count("c1") == 2


def test_him_is_the_one_named_before(turn):
    found = analysis(turn("Joren Hale steals the Brass Key. Mara Fenwick catches him on the quay."))

    summaries = [one["update_summary"] for one in found["updates"]]
    assert "Mara Fenwick catches Captain Joren Hale on the quay." in summaries


def test_only_the_clause_that_matters_is_summed_up(turn):
    found = analysis(turn("The storm passes, and the North Light is destroyed."))

    assert updated(found) == {"l2": "The North Light is destroyed."}


def test_the_author_is_told_of_as_somebody(turn):
    found = analysis(turn("Mara gives me the Brass Key and shows me my room."))

    assert updated(found)["i1"] == (
        "Mara gives the traveller the Brass Key and shows the traveller their room."
    )


@pytest.mark.parametrize(
    ("author", "name", "category"),
    [
        ("There is a smith named Orla Venn.", "Orla Venn", "character"),
        ("I sleep at an inn called The Salt Lantern.", "Salt Lantern", "location"),
        ("I met Tamsin Reed, a pilot.", "Tamsin Reed", "character"),
        ("I met Tamsin Reed by the sea.", "Tamsin Reed", "character"),
        ("An order known as the Grey Hand rules here.", "Grey Hand", "faction"),
        ("He draws a curved knife called Mercy.", "Mercy", "item"),
        ("Every spring there is a feast called the Burning.", "Burning", "event"),
        ("They follow an old custom called Low Water.", "Low Water", "concept"),
        ("I walk along the Ember Stair.", "Ember Stair", "location"),
        ('"My name is Tobias Fenn," he says.', "Tobias Fenn", "character"),
        ("Aurelia, who sells candles, waves.", "Aurelia", "character"),
    ],
)
def test_a_name_that_is_introduced_is_a_newcomer(turn, author, name, category):
    found = analysis(turn(author))

    assert created(found) == {name: category}
    assert found["creations"][0]["quote"] == author


@pytest.mark.parametrize(
    "author",
    [
        "I meet Mara Fenwick, a keeper.",
        "I meet Fenwick, a tall woman.",
        "A man called Joren greets me.",
        "Yesterday the King laughed.",
        "London is far away.",
    ],
)
def test_who_is_known_or_only_mentioned_is_no_newcomer(turn, author):
    assert created(analysis(turn(author))) == {}


def test_a_newcomer_is_named_once_and_only_a_handful_come(turn):
    many = " ".join(
        f"There is a man named {name}." for name in ("Ada", "Bo", "Cy", "Dan", "Ed", "Fay", "Gus")
    )

    found = analysis(turn(f"{many} Ada waves. A man named Ada waves."))

    assert list(created(found)) == ["Ada", "Bo", "Cy", "Dan", "Ed", "Fay"]


def test_a_category_the_world_does_not_have_becomes_one_it_has(turn):
    found = analysis(turn("He draws a knife called Mercy.", categories=("character", "concept")))

    assert created(found) == {"Mercy": "concept"}


def test_a_narrator_is_heard_where_there_is_news(turn):
    found = analysis(turn("I wait.", "Mara Fenwick has sold the Brass Key to a stranger."))

    assert set(updated(found)) == {"c1", "i1"}


def test_a_narrator_who_repeats_the_author_or_the_lore_says_nothing_new(turn):
    author = "Mara Fenwick has sold the Brass Key to a stranger."

    found = analysis(turn(author, author, "Captain Joren Hale owes the Salt Guild a ship."))

    assert [one["lore_entry_id"] for one in found["updates"]] == ["c1", "i1"]


@pytest.mark.parametrize(
    "phrase",
    [
        phrase.format(name="Mara Fenwick", place="North Light")
        for pool in (*phrases.HOURS.values(), *phrases.TURNS.values(), *phrases.HOOKS.values())
        for phrase in pool
    ]
    + [one.format(name="Mara Fenwick") for one in phrases.NEWCOMERS]
    + [one.format(place="North Light") for one in phrases.ARRIVALS],
)
def test_the_narrators_own_phrases_are_no_events(turn, phrase):
    assert analysis(turn("I wait.", phrase)) == {"updates": [], "creations": []}


def test_every_quote_stands_in_the_turn(turn):
    author = (
        "Dr. Hale \u2014 Joren, I mean \u2014 has lost his ship\u2026  And Mara gave him the Brass "
        "Key! \u201cTake it,\u201d she said."
    )

    found = analysis(turn(author))

    assert found["updates"]
    assert all(find_quote(one["quote"], author) for one in found["updates"])
