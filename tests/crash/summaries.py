"""What holds for summaries in every committed state, and once everything has run out."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.crash.library_copy import LibraryCopy, Row
from tests.crash.progress import line_of


def summaries_are_told(library: LibraryCopy, _script: Sequence[str]) -> Iterator[str]:
    """Each stretch is summed up once, by sentences that stand in the turns they name."""
    rows = library.rows("SELECT * FROM summaries ORDER BY seq")
    doubled = Counter((row["level"], row["last_message"]) for row in rows)
    yield from (f"summed up twice: {one}" for one, number in doubled.items() if number > 1)
    kept = "SELECT json_extract(result, '$.summary_id') FROM maintenance_queue"
    done = library.values(f"{kept} WHERE task_type = 'SUMMARIZE' AND status = 'completed'")
    if sorted(filter(None, done)) != sorted(row["id"] for row in rows):
        yield "the tasks that summed up and the summaries differ"
    for row in rows:
        line = line_of(library, row["last_message"])
        if row["first_message"] not in {message["id"] for message in line}:
            yield f"summary {row['id']} begins on another line"
        yield from _unfounded(row, line)


def chapters_are_whole(library: LibraryCopy) -> Iterator[str]:
    """Every chapter of a line that has ended is summed up, and the story up to the last of them."""
    for session in library.rows("SELECT id, head, turns, chapter_turns FROM sessions"):
        line = [message["id"] for message in line_of(library, session["head"])]
        expected = session["turns"] // session["chapter_turns"]
        for level in ("chapter", "story"):
            query = "SELECT last_message FROM summaries WHERE session_id = ? AND level = ?"
            told = library.values(query, session["id"], level)
            if (found := sum(one in line for one in told)) != expected:
                yield f"{expected} chapters have ended, {found} are summed up ({level})"


def _unfounded(row: Row, line: Sequence[Row]) -> Iterator[str]:
    told: dict[int, str] = {}
    turn = 0
    for message in line:
        turn += message["role"] == "author"
        told[turn] = " ".join(f"{told.get(turn, '')} {message['text']}".split())
    for one in json.loads(row["sentences"]):
        inside = [turn for turn in one["turns"] if row["first_turn"] <= turn <= row["last_turn"]]
        if not inside or inside != one["turns"]:
            yield f"{one['text']!r} names turns {one['turns']}"
        elif not any(one["text"] in told.get(turn, "") for turn in inside):
            yield f"{one['text']!r} does not stand in turn {one['turns']}"
