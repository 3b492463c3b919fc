"""The promises, as rules over the file and the plain model; each yields what is broken."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from loredesk.domain.documents import passages
from tests.machine.plain import Plain
from tests.machine.readings import Row, Snapshot
from tests.machine.speech import hands, tokens

Rule = Callable[[Snapshot, Plain], Iterator[str]]


def broken(found: Snapshot, plain: Plain) -> list[str]:
    """Return every promise that does not hold now."""
    return [sentence for rule in _RULES for sentence in rule(found, plain)]


def canon_is_the_authors(found: Snapshot, plain: Plain) -> Iterator[str]:
    """Promise 1: no entry of canon reads differently from what the author wrote."""
    for entry_id, content in plain.canon.items():
        if found.entries[entry_id]["content"] != content:
            yield f"canon: {entry_id} reads {found.entries[entry_id]['content']!r}"


def every_line_has_a_source(found: Snapshot, plain: Plain) -> Iterator[str]:
    """Promises 2 and 3: nothing counts that was not said on the line, or taken into canon."""
    line = plain.line()
    told = plain.told() | plain.canon_facts
    for entry_id, note in found.notes(line).items():
        if strangers := tokens(note) - told:
            yield f"source: the note of {entry_id} tells {strangers}, which nobody said here"
    for entry in found.visible(line).values():
        if entry["session_id"] and (strangers := tokens(entry["content"]) - told):
            yield f"source: the newcomer {entry['title']} tells {strangers}"
    for proposal in found.shown():
        for event in proposal["events"]:
            said = plain.texts[event["message_id"]]
            if not event["quote_found"] or event["quote"] not in said:
                yield f"source: {event['quote']!r} is not in the message it names"


def what_was_taken_in_stays(found: Snapshot, plain: Plain) -> Iterator[str]:
    """Promise 3: only what was undone is gone; the rest stands, or is about to."""
    line = set(plain.line())
    seen, told = found.visible(line), found.notes(line)
    waiting = {
        (task["task_data"]["entry_id"], fact)
        for task in found.tasks
        if task["task_type"] == "UPDATE_NOTE"
        and task["status"] in {"pending", "processing", "failed"}
        for fact in tokens(task["task_data"]["event"]["summary"])
    }
    waiting |= {
        (one["entry_id"], fact)
        for one in (*found.shown(), *found.shown("snoozed"))
        for event in one["events"]
        for fact in tokens(event["summary"])
    }
    # What was asked about again while such a decision was away is decided again when it is back.
    left = _left_out(found, plain)
    asked = {fact: one for fact, one in plain.offered.items() if (one[0], fact) not in left}
    for fact, (entry_id, anchors) in {**asked, **plain.accepted}.items():
        if entry_id not in seen or not anchors <= line or (entry_id, fact) in waiting:
            continue
        if fact not in tokens(told.get(entry_id, "")):
            yield f"stays: thing {fact} is gone from the note of {entry_id}"


def the_authors_hand_wins(found: Snapshot, plain: Plain) -> Iterator[str]:
    """What was written by hand stands in the note, or in a card that asks about it."""
    line = plain.line()
    seen, told = found.visible(line), found.notes(line)
    asked: dict[str, set[int]] = {}
    for card in found.proposals:
        if card["kind"] == "merge edit":
            asked.setdefault(card["entry_id"], set()).update(hands(card["proposed"]))
    for hand, entry_id in plain.hands.items():
        if entry_id in seen and hand not in hands(told.get(entry_id, "")) | asked.get(
            entry_id, set()
        ):
            yield f"hand: what was written by hand ({hand}) is gone from {entry_id}"


def nothing_is_lost(found: Snapshot, plain: Plain) -> Iterator[str]:
    """Promise 5: every message is there as it was written, and the line is the path to the head."""
    for one, text in plain.texts.items():
        there = found.messages.get(one)
        if there is None or (there["parent_id"], there["text"]) != (plain.parents[one], text):
            yield f"lost: message {one} is not as it was written"
    if found.head != plain.head:
        yield f"lost: the head is {found.head}, not {plain.head}"
    if {one for one, row in found.messages.items() if row["on_line"]} != set(plain.line()):
        yield "lost: other messages are marked as on the line"


def the_queue_follows_the_line(found: Snapshot, plain: Plain) -> Iterator[str]:
    """What waits rests on the line, the rest is parked; each reply is read exactly once."""
    line = set(plain.line())
    for task in found.tasks:
        off_line = task["anchor"] is not None and task["anchor"] not in line
        if task["status"] == "pending" and off_line:
            yield f"queue: {task['task_type']} on {task['anchor']} waits off the line"
        if task["status"] == "parked" and not off_line:
            yield f"queue: {task['task_type']} on {task['anchor']} is parked on the line"
    read = Counter(one["anchor"] for one in found.tasks if one["task_type"] == "ANALYZE_TURN")
    for one, row in found.messages.items():
        is_reply = row["role"] == "narrator" and row["parent_id"] and row["state"] != "arriving"
        if is_reply and row["text"] and read[one] != 1:
            yield f"queue: {one} is read {read[one]} times"
    waiting = [one for one in found.tasks if one["status"] in {"pending", "parked"}]
    keys = Counter(one["dedupe_key"] for one in waiting if one["dedupe_key"])
    yield from (f"queue: {key} waits twice" for key, count in keys.items() if count > 1)


def search_says_what_counts(found: Snapshot, plain: Plain) -> Iterator[str]:
    """The documents in force are what lore and notes say on this line, and nothing else is."""
    line = plain.line()
    seen, told = found.visible(line), found.notes(line)
    documents: dict[tuple[str, str | None], list[str]] = {}
    for row in sorted(found.documents, key=lambda row: row["passage"]):
        documents.setdefault((row["entry_id"], row["session_id"]), []).append(row["text"])
    expected: dict[tuple[str, str | None], list[str]] = {}
    for entry in seen.values():
        title, content, note = entry["title"], entry["content"], told.get(entry["id"])
        if entry["session_id"] is None:
            expected[entry["id"], None] = list(passages(title, content))
        if note is not None or entry["session_id"] is not None:
            expected[entry["id"], found.session] = list(passages(title, content, note or ""))
    for key in {*documents, *expected}:
        if documents.get(key) != expected.get(key):
            yield f"search: {key} is found as {documents.get(key)}, not {expected.get(key)}"


def one_change_is_one_card(found: Snapshot, plain: Plain) -> Iterator[str]:
    """No event is proposed twice for one entry, and none that was taken in or turned down."""
    events = Counter(
        (one["entry_id"], event["anchor"], event["quote"])
        for one in found.shown()
        if one["kind"] == "update note"
        for event in one["events"]
    )
    yield from (f"twice: {event}" for event, count in events.items() if count > 1)


def summaries_cover_the_line(found: Snapshot, plain: Plain) -> Iterator[str]:
    """A chapter in force covers a stretch of the line behind the one before, the story a prefix."""
    places = {one: place for place, one in enumerate(reversed(plain.line()))}
    end = -1
    for told in found.told:
        first, last = places.get(told["first_message"]), places.get(told["last_message"])
        if first is None or last is None:
            yield f"summary: {told['text']!r} counts off its line"
        elif told["level"] == "story":
            if first != 0 or last < first:
                yield f"summary: the story covers {first} to {last}"
        else:
            if not end < first <= last:
                yield f"summary: chapter {told['chapter']} covers {first} to {last} behind {end}"
            end = last


def summaries_tell_what_was_said(found: Snapshot, plain: Plain) -> Iterator[str]:
    """Each sentence of a summary in force names turns it covers, and one of them says so."""
    line = [*reversed(plain.line())]
    turns = _turns(found, line)
    for told in found.told:
        start, end = line.index(told["first_message"]), line.index(told["last_message"])
        said: dict[int, set[int]] = {}
        for message in line[start : end + 1]:
            said.setdefault(turns[message], set()).update(tokens(plain.texts[message]))
        for one in told["sentences"]:
            named = set().union(*(said.get(turn, set()) for turn in one["turns"]))
            if not set(one["turns"]) <= said.keys():
                yield f"summary: {one['text']!r} names turns {one['turns']} beyond its own"
            elif not one["turns"] and not hands(one["text"]):
                yield f"summary: {one['text']!r} has no source"
            elif one["turns"] and not tokens(one["text"]) <= named:
                yield f"summary: {one['text']!r} tells what nobody said in {one['turns']}"


def the_newest_summaries_count(found: Snapshot, plain: Plain) -> Iterator[str]:
    """Of a chapter the newest version counts, and the story tells nothing the chapters do not."""
    line = set(plain.line())
    newest: dict[str, dict[str, Any]] = {}
    for one in sorted(found.summaries, key=lambda one: one["seq"]):
        if one["level"] == "chapter" and one["last_message"] in line:
            newest[one["last_message"]] = one
    told = {one["id"] for one in found.told if one["level"] == "chapter"}
    standing = _behind_each_other(newest.values(), plain.line())
    shown = {one["id"]: one for one in standing if not one["hidden"]}
    if told != shown.keys():
        yield f"summary: {told} count as chapters, not {shown.keys()}"
    for story in (one for one in found.told if one["level"] == "story" and one["by"] == "model"):
        text = " ".join(one["text"] for one in story["sentences"] if one["turns"])
        # It may have taken in one that another reaches into, and rest on a story that the author
        # has gone through: both are of this line as well.
        gone_through = [
            one
            for one in found.summaries
            if one["level"] == "story" and one["by"] == "author" and one["last_message"] in line
        ]
        sources = [one for one in newest.values() if not one["hidden"]] + gone_through
        chapters = " ".join(one["text"] for one in sources)
        if not (tokens(text) <= tokens(chapters) and hands(text) <= hands(chapters)):
            yield f"summary: the story tells {text!r} of {chapters!r}"


def _left_out(found: Snapshot, plain: Plain) -> set[tuple[str, int]]:
    """Return the facts the author decided on, each with its entry, by taking a part of a card.

    That is of the cards the notes in force were made of.
    """
    return {
        (card["entry_id"], fact)
        for card in found.proposals
        if card["id"] in plain.parts and card["id"] in found.rests_on(card["entry_id"])
        for event in card["events"]
        for fact in tokens(event["summary"])
    }


def _behind_each_other(chapters: Iterable[Row], line: Sequence[str]) -> Iterator[Row]:
    """Yield the chapters of a line that do not reach into one before; the longer one first."""
    places = {one: place for place, one in enumerate(reversed(line))}
    end = -1
    for one in sorted(
        chapters, key=lambda one: (places[one["first_message"]], -places[one["last_message"]])
    ):
        if places[one["first_message"]] > end:
            end = places[one["last_message"]]
            yield one


def _turns(found: Snapshot, line: Sequence[str]) -> dict[str, int]:
    turns, turn = {}, 0
    for one in line:
        turn += found.messages[one]["role"] == "author"
        turns[one] = turn
    return turns


_RULES: tuple[Rule, ...] = (
    canon_is_the_authors,
    every_line_has_a_source,
    what_was_taken_in_stays,
    the_authors_hand_wins,
    nothing_is_lost,
    the_queue_follows_the_line,
    search_says_what_counts,
    one_change_is_one_card,
    summaries_cover_the_line,
    summaries_tell_what_was_said,
    the_newest_summaries_count,
)
