"""What cannot be said of who knows what: each refusal with its way out."""

from collections.abc import Iterable

from loredesk.domain.diff import sentences
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.wording import sentence_key
from loredesk.ports.store import Repos
from loredesk.services.locking import refuse_merged, refuse_trashed_session


def refuse_strangers(
    repos: Repos, world_id: WorldId, session_id: SessionId | None, who: Iterable[LoreId]
) -> None:
    """Refuse to let somebody know a thing who is not in that world, or not in that session."""
    wanted = sorted(set(who))
    found = repos.lore.many(wanted)
    for one in wanted:
        entry = found.get(one)
        if entry is None or entry.world_id != world_id:
            hint = "`loredesk lore list` lists the entries."
            raise UserFixableError(f"There is nobody {one!r} in this world.", hint=hint)
        if session_id is not None and entry.session_id not in {None, session_id}:
            hint = "Choose somebody this session knows."
            raise UserFixableError(f"{entry.title!r} is a newcomer of another session.", hint=hint)


def refuse_elsewhere(repos: Repos, entry: LoreEntry, session_id: SessionId | None) -> None:
    """Refuse to say of an entry what a session cannot: it does not see it, or it is in the trash."""
    if session_id is None:
        refuse_merged(repos, entry, None)
        return
    session = repos.sessions.get(session_id)
    refuse_trashed_session(repos, session)
    if entry.world_id != session.world_id or entry.session_id not in {None, session_id}:
        hint = "Name the session it belongs to."
        raise UserFixableError(f"{entry.title!r} is not an entry of this session.", hint=hint)
    refuse_merged(repos, entry, session_id)


def refuse_unsaid(entry: LoreEntry, text: str, sentence: str, *, note: bool = False) -> None:
    """Refuse a sentence that does not stand in *text*, which an entry or its note says."""
    key = sentence_key(sentence)
    if key not in map(sentence_key, sentences(text)):
        where = f"The note of {entry.title!r}" if note else repr(entry.title)
        hint = "`loredesk lore show ENTRY` numbers the sentences there are."
        raise UserFixableError(f"{where} does not say {sentence.strip()!r}.", hint=hint)
