from pathlib import Path

import pytest
from ruamel.yaml import YAML

from loredesk.domain.diff import sentences
from loredesk.domain.lore import CATEGORIES, handle_letter, name_key
from loredesk.domain.quotes import find_quote
from loredesk.gateway.builtin.analyst import analysis
from loredesk.ports.task_inputs import AnalysisInputs, KnownEntry, SpokenMessage

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"


@pytest.fixture(scope="module")
def world():
    return YAML(typ="safe").load((SAMPLE / "world.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def turns() -> list[str]:
    lines = (SAMPLE / "script.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def entries(world) -> list[KnownEntry]:
    return [
        KnownEntry(
            handle=f"{handle_letter(entry['category'])}{number}",
            title=entry["title"],
            category=entry["category"],
            content=entry["content"],
            aliases=tuple(entry.get("aliases", ())),
            tags=tuple(entry["tags"]),
        )
        for number, entry in enumerate(world["entries"], start=1)
    ]


@pytest.fixture(scope="module")
def found(world, turns, entries):
    """Return each turn with what the analyst finds in it, newcomers known from then on."""
    known = list(entries)
    results = []
    for number, text in enumerate(turns, start=1):
        result = analysis(
            AnalysisInputs(
                world=world["title"],
                turn=number,
                messages=(SpokenMessage(speaker="Author", text=text, is_author=True),),
                entries=tuple(known),
                categories=CATEGORIES,
            )
        )
        results.append((text, result))
        known += [
            KnownEntry(handle=f"n{number}.{at}", title=one["name"], category=one["entity_type"])
            for at, one in enumerate(result["creations"])
        ]
    return results


def test_the_world_is_whole(world):
    assert set(world) == {
        "title",
        "description",
        "narrator",
        "opening",
        "panel_fields",
        "entries",
    }
    assert 120 <= len(world["opening"].split()) <= 200
    assert len(world["panel_fields"]) == 2


def test_there_is_much_to_find_in_every_category(world):
    categories = [entry["category"] for entry in world["entries"]]

    assert len(categories) >= 34
    assert set(categories) == set(CATEGORIES)
    assert 1 <= sum(entry.get("always_on", False) for entry in world["entries"]) <= 2


def test_every_entry_has_enough_to_say_and_one_has_very_much(world):
    lengths = sorted(len(entry["content"].split()) for entry in world["entries"])

    assert lengths[0] >= 60
    assert lengths[-2] <= 200
    assert 580 <= lengths[-1] <= 700


def test_no_two_entries_share_a_name(world):
    names = [
        name_key(name)
        for entry in world["entries"]
        for name in (entry["title"], *entry.get("aliases", ()))
    ]

    assert len(names) == len(set(names))


def test_every_link_leads_to_another_entry(world):
    titles = {entry["title"] for entry in world["entries"]}

    for entry in world["entries"]:
        assert entry["links"], entry["title"]
        for link in entry["links"]:
            assert link["to"] in titles - {entry["title"]}
            assert link["relation"]


def test_some_of_it_not_everyone_knows_and_who_does_is_there(world):
    titles = {entry["title"] for entry in world["entries"]}
    closed = [entry for entry in world["entries"] if "known_by" in entry]
    secrets = [(entry, one) for entry in world["entries"] for one in entry.get("secrets", ())]

    assert closed
    assert secrets
    for one in (*closed, *(secret for _, secret in secrets)):
        assert set(one["known_by"]) <= titles
    for entry, one in secrets:
        assert sum(find_quote(one["quote"], said) for said in sentences(entry["content"])) == 1


def test_the_script_is_long_enough_for_two_simulations(turns):
    assert len(turns) >= 10


def test_the_script_changes_many_and_introduces_some(found):
    updated = {one["lore_entry_id"] for _, result in found for one in result["updates"]}
    created = {
        one["name"]: one["entity_type"] for _, result in found for one in result["creations"]
    }

    assert len(updated) >= 12
    assert created == {
        "Bettany Crake": "character",
        "Ember Stair": "location",
        "Lorcan Brand": "character",
        "Plumb Brethren": "faction",
        "Patient Eye": "item",
    }
    assert all(result["updates"] for _, result in found)


def test_every_quote_is_the_authors(found):
    for text, result in found:
        for one in (*result["updates"], *result["creations"]):
            assert find_quote(one["quote"], text)


def test_newcomers_and_changed_entries_are_met_again(found):
    first_seen = {one["name"]: at for at, (_, got) in enumerate(found) for one in got["creations"]}

    for name, at in first_seen.items():
        if name not in {"Plumb Brethren", "Patient Eye"}:
            assert any(name in text for text, _ in found[at + 1 :])
