import pytest

from loredesk.domain.services import ModelCheck, Profile, Provider, Service
from loredesk.ui.profiles import (
    ADDRESS,
    KEY,
    MODEL,
    TOKENS,
    Typed,
    leaving,
    problems_with,
    told_by,
    told_offer,
)

LOCAL = Typed(provider=Provider.OPENAI, base_url=" http://127.0.0.1:8080/v1 ", model=" small ")


def test_the_fields_and_the_profile_say_the_same():
    profile = Profile(service=Service.ANALYSIS, provider=Provider.OPENAI, model="m", base_url="h")

    assert Typed.of(profile).onto(Profile(service=Service.ANALYSIS)) == profile


def test_what_is_typed_is_trimmed():
    profile = LOCAL.onto(Profile(service=Service.ANALYSIS))

    assert (profile.base_url, profile.model) == ("http://127.0.0.1:8080/v1", "small")


def test_the_built_in_models_have_neither_address_nor_name():
    typed = Typed(provider=Provider.BUILT_IN, base_url="http://x", model="m")

    profile = typed.onto(Profile(service=Service.ANALYSIS))

    assert (profile.base_url, profile.model) == ("", "")


def test_a_key_is_not_in_what_is_logged():
    assert "sesame" not in repr(Typed(key="sesame"))


def test_a_server_on_this_machine_needs_no_key():
    assert problems_with(LOCAL, Service.GENERATION, has_key=False) == {}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (Typed(provider=Provider.OPENAI, model="m"), KEY),
        (Typed(provider=Provider.ANTHROPIC, model="m"), KEY),
        (Typed(provider=Provider.OPENAI, base_url="http://x.example"), MODEL),
        (Typed(provider=Provider.OPENAI, base_url="ftp://x", model="m"), ADDRESS),
        (Typed(context_tokens=1000, max_tokens=1000), TOKENS),
    ],
)
def test_each_mistake_has_a_sentence_at_its_field(typed, field):
    problems = problems_with(typed, Service.GENERATION, has_key=False)

    assert set(problems) == {field}
    assert problems[field].endswith(".")


@pytest.mark.parametrize("service", [Service.EMBEDDING, Service.RERANKING])
def test_anthropic_cannot_find_by_meaning_and_cannot_rank(service):
    typed = Typed(provider=Provider.ANTHROPIC, model="m")

    assert MODEL in problems_with(typed, service, has_key=True)


def test_it_is_said_where_text_goes():
    cloud = Typed(provider=Provider.ANTHROPIC)

    assert leaving(Typed(), Service.GENERATION) == "Nothing leaves this machine."
    assert "this machine" in leaving(LOCAL, Service.GENERATION)
    assert "api.anthropic.com" in leaving(cloud, Service.GENERATION)
    assert "passages" in leaving(Typed(provider=Provider.OPENAI), Service.RERANKING)
    assert "Every entry" in leaving(Typed(provider=Provider.OPENAI), Service.EMBEDDING)


def test_an_answer_is_shown_with_how_long_it_took():
    check = ModelCheck(
        service=Service.GENERATION,
        provider=Provider.OPENAI,
        model="small",
        ok=True,
        answer="Here.",
        ms=1234,
    )

    assert told_by(check).sentence == "small answered in 1.2 s. It said: \u201cHere.\u201d"


def test_silence_is_told_with_the_way_out():
    check = ModelCheck(
        service=Service.GENERATION, provider=Provider.OPENAI, model="", ok=False, hint="Start it."
    )

    assert told_by(check).sentence == "OpenAI did not answer."
    assert told_by(check).hint == "Start it."


@pytest.mark.parametrize(
    ("models", "sentence"),
    [
        ((), "The server answered, but offers no model."),
        (("a",), "The server offers 1 model."),
        (("a", "b"), "The server offers 2 models."),
    ],
)
def test_an_offer_is_counted(models, sentence):
    assert told_offer(models).sentence == sentence
