"""What the answer to a golden prompt can be checked for. Each check says in words what it wants.

| check | what must be so |
|---|---|
| `usable: true` | the answer can be read whole: known handles, no empty items |
| `says: [a, b or c]` | each stands in the answer; of alternatives one does |
| `never: [a]` | none stands in the answer |
| `updates: [c1]` | each of these entries has an update |
| `leaves_alone: [c2]` | none of these entries has one |
| `creates: [name]` | each is brought up as new |
| `creates_at_most: n`, `updates_at_most: n` | no more than so many |
| `quotes_found: true` | every quote stands in the turn |
| `invents_no_names: true` | every name stands in what the model was told |
| `words: [least, most]` | the length of what is read |
| `panel: true`, `present: [a]` | the reply ends with the panel; these are present |
| `category: a`, `title: a` | of the new entry |
| `connects: [c1]` | the new entry is connected to each |
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from loredesk.domain.lore import name_key
from loredesk.services.evaluation.golden import GoldenCase
from loredesk.services.evaluation.golden_answers import GoldenAnswer
from loredesk.services.evaluation.used import capitals_inside


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check wanted, and whether it was so."""

    wanted: str
    passed: bool


Outcomes = Iterator[Outcome]
Check = Callable[[Any, GoldenCase, GoldenAnswer], Outcomes]


def checked(case: GoldenCase, answer: GoldenAnswer) -> tuple[Outcome, ...]:
    """Return the outcome of every check of *case*."""
    return tuple(
        outcome
        for name, wanted in case.must.items()
        for outcome in CHECKS[name](wanted, case, answer)
    )


def _usable(_wanted: Any, _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:  # noqa: ANN401
    problem = f" ({answer.problems[0]})" if answer.problems else ""
    yield Outcome(f"can be read whole{problem}", not answer.problems)


def _says(wanted: list[str], _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    for one in wanted:
        choices = one.split(" or ")
        said = any(_stands(choice, answer.text) for choice in choices)
        yield Outcome(f"says {' or '.join(map(repr, choices))}", said)


def _never(wanted: list[str], _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    for one in wanted:
        yield Outcome(f"does not say {one!r}", not _stands(one, answer.text))


def _updates(wanted: list[str], case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    for handle in wanted:
        yield Outcome(f"has an update for {_title(case, handle)}", handle in answer.updates)


def _leaves_alone(wanted: list[str], case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    for handle in wanted:
        yield Outcome(f"leaves {_title(case, handle)} alone", handle not in answer.updates)


def _creates(wanted: list[str], _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    new = {name_key(name) for name in answer.creations}
    for name in wanted:
        yield Outcome(f"brings up {name!r} as new", name_key(name) in new)


def _creates_at_most(wanted: int, _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    yield Outcome(f"brings up at most {wanted} as new", len(answer.creations) <= wanted)


def _updates_at_most(wanted: int, _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    count = sum(map(len, answer.updates.values()))
    yield Outcome(f"has at most {wanted} updates", count <= wanted)


def _quotes_found(_wanted: Any, _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:  # noqa: ANN401
    missing = next((event.quote for event in answer.events if not event.quote_found), None)
    example = f" (not {missing!r})" if missing is not None else ""
    yield Outcome(f"quotes only what stands in the turn{example}", missing is None)


def _invents_no_names(_wanted: Any, case: GoldenCase, answer: GoldenAnswer) -> Outcomes:  # noqa: ANN401
    told = {name_key(word) for text in _texts(asdict(case.inputs)) for word in _WORD.findall(text)}
    invented = [word for word in capitals_inside(answer.text) if name_key(word) not in told]
    example = f" ({', '.join(invented[:3])})" if invented else ""
    yield Outcome(f"invents no names{example}", not invented)


def _words(wanted: list[int], _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    least, most = wanted
    count = len(answer.text.split())
    yield Outcome(f"has {least} to {most} words, and has {count}", least <= count <= most)


def _panel(_wanted: Any, _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:  # noqa: ANN401
    there = answer.panel is not None and bool(answer.panel.place or answer.panel.present)
    yield Outcome("ends with the panel of the scene", there)


def _present(wanted: list[str], _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    here = {name_key(name) for name in answer.panel.present} if answer.panel else set()
    for name in wanted:
        yield Outcome(f"has {name!r} present", name_key(name) in here)


def _category(wanted: str, _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    said = answer.entity.category if answer.entity else ""
    yield Outcome(f"is of the kind {wanted!r}", said == wanted)


def _entry_title(wanted: str, _case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    said = answer.entity.title if answer.entity else ""
    yield Outcome(f"is called {wanted!r}", name_key(said) == name_key(wanted))


def _connects(wanted: list[str], case: GoldenCase, answer: GoldenAnswer) -> Outcomes:
    there = {handle for handle, _ in answer.entity.connections} if answer.entity else set()
    for handle in wanted:
        yield Outcome(f"is connected to {_title(case, handle)}", handle in there)


CHECKS: Mapping[str, Check] = {
    "usable": _usable,
    "says": _says,
    "never": _never,
    "updates": _updates,
    "leaves_alone": _leaves_alone,
    "creates": _creates,
    "creates_at_most": _creates_at_most,
    "updates_at_most": _updates_at_most,
    "quotes_found": _quotes_found,
    "invents_no_names": _invents_no_names,
    "words": _words,
    "panel": _panel,
    "present": _present,
    "category": _category,
    "title": _entry_title,
    "connects": _connects,
}

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)?")


def _stands(wanted: str, text: str) -> bool:
    """Return whether a word of *text* begins as *wanted* does, whatever its ending."""
    return re.search(rf"(?<!\w){re.escape(wanted)}", text, re.IGNORECASE) is not None


def _title(case: GoldenCase, handle: str) -> str:
    entries = getattr(case.inputs, "entries", ())
    return next((one.title for one in entries if one.handle == handle), handle)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)
