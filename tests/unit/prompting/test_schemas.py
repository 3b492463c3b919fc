from typing import Any

import pytest

from loredesk.prompting.schemas import (
    ANALYSIS_SCHEMA,
    CHAPTER_SCHEMA,
    CREATION_SCHEMA,
    SIMULATION_SCHEMA,
    STORY_SCHEMA,
)

ALL = {
    "analysis": ANALYSIS_SCHEMA,
    "creation": CREATION_SCHEMA,
    "simulation": SIMULATION_SCHEMA,
    "chapter": CHAPTER_SCHEMA,
    "story": STORY_SCHEMA,
}
PLAIN = {
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "maxItems",
    "maxLength",
    "description",
}


def nodes(schema: Any) -> list[Any]:
    below = [*schema.get("properties", {}).values()]
    if "items" in schema:
        below.append(schema["items"])
    return [schema, *(node for each in below for node in nodes(each))]


@pytest.mark.parametrize("name", ALL)
def test_a_schema_uses_only_what_every_server_takes(name):
    for node in nodes(ALL[name]):
        assert set(node) <= PLAIN


@pytest.mark.parametrize("name", ALL)
def test_an_object_requires_all_it_names_and_nothing_else(name):
    for node in nodes(ALL[name]):
        if node["type"] == "object":
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False


@pytest.mark.parametrize("name", ALL)
def test_every_list_and_text_has_an_end(name):
    for node in nodes(ALL[name]):
        assert node["type"] in ("object", "array", "string", "integer")
        if node["type"] == "array":
            assert node["maxItems"] > 0
        if node["type"] == "string":
            assert node["maxLength"] > 0


def test_the_answers_have_the_parts_the_services_read():
    assert list(ANALYSIS_SCHEMA["properties"]) == ["updates", "creations"]
    assert list(CREATION_SCHEMA["properties"]) == [
        "title",
        "category",
        "content",
        "tags",
        "aliases",
        "connections",
    ]
    assert list(SIMULATION_SCHEMA["properties"]) == ["updates"]
    for schema in (CHAPTER_SCHEMA, STORY_SCHEMA):
        (sentences,) = schema["properties"].values()
        assert list(sentences["items"]["properties"]) == ["text", "turns"]
