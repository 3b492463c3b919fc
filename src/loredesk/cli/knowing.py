"""`lore hide|reveal|know|forget|remember`, `lore show --as`, `sessions set`: who knows what."""

from argparse import Namespace

from loredesk.cli import knowing_shapes as shapes
from loredesk.cli.library import known_session, named_world
from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import KnowledgeId, LoreId, MessageId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.messages import NarratorTells
from loredesk.domain.quotes import find_quote
from loredesk.domain.visibility import EVERYONE, Visibility
from loredesk.domain.who_knows import KnownSentence, WhoKnows
from loredesk.services.desk import Desk

AS_REPLY = "reply"


async def hide(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Let nobody know an entry or a sentence, or only some."""
    people = await _people(desk, args, args.but)
    await _set(desk, args, printer, Visibility.known_by(*people))


async def reveal(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Let everyone know an entry or a sentence, or a sentence whoever knows its entry."""
    if args.as_entry and args.sentence is None and args.quote is None:
        hint = "Name one with --sentence or --quote."
        raise UserFixableError("Only a sentence can be known as its entry is.", hint=hint)
    await _set(desk, args, printer, None if args.as_entry else EVERYONE)


async def know(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Keep who learned an entry or a sentence of it."""
    session_id = await known_session(desk, args.session)
    entry = await _entry(desk, args)
    people = await _people(desk, args, args.who)
    found = await desk.knowledge.who_knows(entry.id, session_id)
    sentence = _sentence(found, args)
    made = await desk.knowledge.learn(
        SessionId(args.session),
        entry.id,
        people,
        sentence=sentence.text if sentence else "",
        at=MessageId(args.at) if args.at else None,
    )
    titles = {one.id: one.title for one in [await _by_id(desk, one.who) for one in made]}
    printer.answer(
        {"entry_id": entry.id, "learned": [shapes.learned(one, titles) for one in made]},
        [
            f"{one.id}  {titles[one.who]} knows {shapes.learned_what(entry, one)} now."
            for one in made
        ]
        or ["They know it already."],
    )


async def forget(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Take back that somebody learned something."""
    done = await desk.knowledge.take_back([KnowledgeId(one) for one in args.ids])
    printer.answer({"forgotten": [one.id for one in done]}, ["It is taken back, on every line."])


async def remember(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Let what was taken back count again."""
    done = await desk.knowledge.bring_back([KnowledgeId(one) for one in args.ids])
    printer.answer({"remembered": [one.id for one in done]}, ["It counts again."])


async def show_as(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show what somebody would be told of an entry, and what would be withheld from them."""
    session_id = await known_session(desk, args.session)
    if session_id is None:
        raise UserFixableError(
            "What is known belongs to a session.", hint="Name it with --session."
        )
    entry = await _entry(desk, args)
    who = None if args.told_to == AS_REPLY else await _people(desk, args, args.told_to)
    told = await desk.knowledge.told(entry.id, session_id, who)
    names = (await desk.knowledge.who_knows(entry.id, session_id)).names
    printer.answer(shapes.told(entry, told, names), shapes.told_lines(entry, told, names))


async def options(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Say who speaks in a session and what the narrator may tell, and show how that is now."""
    session_id = SessionId(args.id)
    world_id = (await desk.stories.story(session_id)).session.world_id
    if args.voice is not None:
        voice = None
        if args.voice:
            voice = (await desk.library.find_entry(args.voice, world_id, session_id)).id
        await desk.stories.set_voice(session_id, voice)
    if args.narrator_tells is not None:
        await desk.stories.set_narrator(session_id, NarratorTells(args.narrator_tells))
    session = (await desk.stories.story(session_id)).session
    speaker = await _by_id(desk, session.voice) if session.voice else None
    printer.answer(
        {
            "id": session.id,
            "title": session.title,
            "voice": {"id": speaker.id, "title": speaker.title} if speaker else None,
            "narrator_tells": session.narrator_tells.value,
        },
        [
            f"Replies are spoken by {speaker.title if speaker else 'the narrator'}.",
            "The narrator may tell all."
            if session.narrator_tells is NarratorTells.ALL
            else "The narrator may tell what everyone knows, or somebody who is present.",
        ],
    )


async def _set(
    desk: Desk, args: Namespace, printer: Printer, visibility: Visibility | None
) -> None:
    session_id = await known_session(desk, args.session)
    entry = await _entry(desk, args)
    sentence = _sentence(await desk.knowledge.who_knows(entry.id, session_id), args)
    if sentence is not None:
        place = session_id if sentence.part == "note" else None
        await desk.knowledge.set_sentence(entry.id, place, sentence.text, visibility)
    elif visibility is not None:
        await desk.knowledge.set_entry(entry.id, visibility)
    found = await desk.knowledge.who_knows(entry.id, session_id)
    what, counts = found.entry.title, found.entry.visibility
    if sentence is not None:
        same = (sentence.part, sentence.number, sentence.text)
        for one in found.sentences:
            if (one.part, one.number, one.text) == same:
                what, counts = one.text, one.counts
    printer.answer(
        {"id": entry.id, "title": entry.title, **shapes.who_knows(found)},
        [f"Known to {found.in_words(counts)}: {what}"],
    )


def _sentence(found: WhoKnows, args: Namespace) -> KnownSentence | None:
    """Return the sentence that is meant; None where it is the entry as a whole."""
    part = "note" if args.of == "note" else "content"
    if args.sentence is not None:
        for one in found.of(part):  # type: ignore[arg-type]  # one of the two
            if one.number == args.sentence:
                return one
        hint = "`loredesk lore show ENTRY --json` numbers them."
        raise UserFixableError(f"There is no sentence {args.sentence} there.", hint=hint)
    if args.quote is None:
        return None
    saying = [
        one
        for one in found.sentences
        if find_quote(args.quote, one.text) and (args.of is None or one.part == part)
    ]
    stands = [one for one in saying if one.stands] or saying
    if len(stands) != 1:
        said = "Several sentences say" if stands else "No sentence says"
        hint = "Quote more of it, or give its number." if stands else "Quote it word for word."
        raise UserFixableError(f"{said} {args.quote!r}.", hint=hint)
    return stands[0]


async def _people(desk: Desk, args: Namespace, names: str) -> list[LoreId]:
    session_id = await known_session(desk, args.session)
    entry = await _entry(desk, args)
    wanted = [one.strip() for one in names.split(",") if one.strip()]
    return [(await desk.library.find_entry(one, entry.world_id, session_id)).id for one in wanted]


async def _entry(desk: Desk, args: Namespace) -> LoreEntry:
    session_id = await known_session(desk, args.session)
    world_id: WorldId | None = (await named_world(desk, args.world)).id if args.world else None
    return await desk.library.find_entry(args.entry, world_id, session_id)


async def _by_id(desk: Desk, entry_id: LoreId) -> LoreEntry:
    return (await desk.library.entry(entry_id, None)).entry
