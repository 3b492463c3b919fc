"""Whatever is typed is searched for without an error, and a text that holds a word is found by it.

Random strings come from every script, with syntax of full-text search, marks and control signs
strewn in; the curated ones are words and ways of writing them that searches are known to stumble on.
"""

import asyncio
import random
import string
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from loredesk.domain.lore import World
from loredesk.recall.lexical import telling_words
from loredesk.recall.lore_words import WordSearch
from tests.fakes.library import SqlLibrary

RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x370, 0x3FF),
    (0x400, 0x52F),
    (0x530, 0x58F),
    (0x590, 0x5FF),
    (0x600, 0x6FF),
    (0x900, 0x97F),
    (0xE00, 0xE7F),
    (0xE80, 0xEFF),
    (0x0F00, 0x0FFF),
    (0x1000, 0x109F),
    (0x10A0, 0x10FF),
    (0x1200, 0x137F),
    (0x1780, 0x17FF),
    (0x2000, 0x206F),
    (0x3040, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0x1F300, 0x1FAFF),
    (0x20000, 0x2A6DF),
)
"""Where signs are drawn from; controls and lone surrogates are added by themselves."""
SYNTAX = ('"', "*", "^", ":", "(", ")", " AND ", " OR ", " NOT ", " NEAR(", "-", "'", ";--", "%")
ODD = ("\0", "\t", "\n", "\r", "\x1b", "\u200b", "\u202e", "\ufeff", "\ud800", "\udfff")
WORDS = {
    "latin": "lantern owl strasse Straße café étude naïve Ærø œuvre łódź ğül ñandú façade Þór",
    "cyrillic": "маяк ключ река Ёлка щука тьма слово князь юность",
    "greek": "φάρος κλειδί ποτάμι λόγος ψυχή ὕδωρ",
    "arabic": "منارة مفتاح نهر كتاب مدينة",
    "hebrew": "מגדלור מפתח נהר ספר עיר",
    "devanagari": "दीपस्तंभ चाबी नदी पुस्तक नगर",
    "thai": "ประภาคาร กุญแจ แม่น้ำ หนังสือ เมือง",
    "chinese": "灯塔 钥匙 河流 图书 城市 𠮷野",
    "japanese": "灯台 鍵 川 本 まち カギ ギター",
    "korean": "등대 열쇠 강물 책상 도시",
    "armenian": "փարոս բանալի գետ",
    "georgian": "შუქურა გასაღები მდინარე",
    "ethiopic": "መብራት ቁልፍ ወንዝ",
    "khmer": "ប្រទីប កូនសោ ទន្លេ",
    "burmese": "မီးပြတိုက် သော့ မြစ်",
    "tibetan": "ལྡེ་མིག ཆུ་བོ",
    "digits": "42 1984 3rd 007 ٤٢ ४२ 四十二",
    "odd": "O'Brien rock'n'roll e-mail C3PO x_ray under_ground AND OR NOT NEAR near title body",
}
WAYS = (
    str,
    str.upper,
    str.lower,
    str.title,
    lambda word: unicodedata.normalize("NFD", word),
    lambda word: unicodedata.normalize("NFC", word),
    lambda word: f"  {word}  ",
    lambda word: f'"{word}"',
    lambda word: f"({word})",
    lambda word: f"{word}*",
    lambda word: f"{word}:",
    lambda word: f"\u201c{word}\u201d",
)
"""Ways of writing a word that must all find it."""


@dataclass(slots=True)
class Report:
    """What came of the searches."""

    random: int = 0
    curated: int = 0
    errors: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the report for people."""
        return [
            f"{self.random} random strings, {self.curated} curated ones",
            f"{len(self.errors)} errors, {len(self.missed)} words not found",
            *(f"  error: {one}" for one in self.errors[:20]),
            *(f"  missed: {one}" for one in self.missed[:20]),
        ]


def search_strings(count: int, seed: int, *, every: int = 20) -> Report:
    """Search for *count* random strings and for all curated ones, in memory and in the full text.

    Of the random ones each *every*-th is looked for in the full text as well.
    """
    return asyncio.run(_search(count, seed, every))


def curated() -> Iterator[tuple[str, str]]:
    """Yield a word, and a way of typing it."""
    for words in WORDS.values():
        for word in words.split():
            for way in WAYS:
                # A capital sharp s is written as two letters: that is another word to an index.
                if "\u00df" not in word or way is not str.upper:
                    yield word, way(word)


def random_string(chance: random.Random) -> str:
    """Return a string of up to 40 signs of any script."""
    parts = []
    for _ in range(chance.randint(0, 40)):
        kind = chance.random()
        if kind < 0.1:
            parts.append(chance.choice(SYNTAX))
        elif kind < 0.15:
            parts.append(chance.choice(ODD))
        elif kind < 0.3:
            parts.append(chance.choice(string.ascii_letters + " "))
        else:
            parts.append(chr(chance.randint(*chance.choice(RANGES))))
    return "".join(parts)


async def _search(count: int, seed: int, every: int) -> Report:
    report, chance = Report(), random.Random(seed)
    with (
        tempfile.TemporaryDirectory(prefix="loredesk-strings-") as folder,
        ThreadPoolExecutor(max_workers=1) as thread,
    ):
        async with SqlLibrary(Path(folder)) as library:
            world = await library.add_world()
            for word in dict.fromkeys(word for word, _ in curated()):
                text = f"Long before that, {word} was spoken of."
                await library.add_entry(world, "Something", text)
            searching = _Searching(library, world, thread, report)
            for number in range(count):
                await searching.random(random_string(chance), full_text=number % every == 0)
            for word, typed in curated():
                await searching.curated(word, typed)
    return report


class _Searching:
    """Searches in both ways, and notes what goes wrong."""

    def __init__(
        self, library: SqlLibrary, world: World, thread: ThreadPoolExecutor, report: Report
    ) -> None:
        self._library = library
        self._world = world
        self._words = WordSearch(
            store=library.store, likeness=lambda: None, thread=thread, hub=library.hub
        )
        self._report = report

    async def random(self, text: str, *, full_text: bool) -> None:
        """Search for any string."""
        self._report.random += 1
        try:
            await self._in_memory(text)
            if full_text:
                await self._in_full_text(text)
        except Exception as error:  # noqa: BLE001  # every fault counts, whichever it is
            self._report.errors.append(f"{text!r}: {type(error).__name__}: {error}")

    async def curated(self, word: str, typed: str) -> None:
        """Search for a word that stands in a text, as it was typed."""
        self._report.curated += 1
        for how, search in (("memory", self._in_memory), ("full text", self._in_full_text)):
            try:
                found = await search(typed)
            except Exception as error:  # noqa: BLE001
                self._report.errors.append(f"{typed!r} ({how}): {type(error).__name__}: {error}")
                continue
            if not any(word in text for text in found):
                self._report.missed.append(f"{word!r} typed as {typed!r} ({how})")

    async def _in_memory(self, text: str) -> Sequence[str]:
        found = await self._words.find(
            [(1.0, text)], world_id=self._world.id, session_id=None, limit=50
        )
        return await self._contents(list(found))

    async def _in_full_text(self, text: str) -> Sequence[str]:
        hits = await self._library.read(
            lambda repos: repos.words.find(
                telling_words(text), world_id=self._world.id, session_id=None, limit=50
            )
        )
        return await self._contents([hit.entry_id for hit in hits])

    async def _contents(self, entry_ids: list) -> Sequence[str]:  # type: ignore[type-arg]
        if not entry_ids:
            return ()
        found = await self._library.read(lambda repos: repos.lore.many(entry_ids))
        return [entry.content for entry in found.values()]
