"""Knowledge: the author says who knows what, who learned what where, and looks at what is told."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import KnowledgeChanged, LoreChanged
from loredesk.domain.ids import KnowledgeId, LoreId, MarkId, MessageId, SessionId
from loredesk.domain.knowing import Learned, SentenceMark, Told
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import Visibility
from loredesk.domain.who_knows import WhoKnows
from loredesk.domain.withholding import Knowledge
from loredesk.domain.wording import sentence_key
from loredesk.ports.store import Repos, Store
from loredesk.services.documents import DocumentKeeper
from loredesk.services.knowing import Speaking, people, speaking_now
from loredesk.services.locking import refuse_locked, refuse_trashed
from loredesk.services.places import message_in
from loredesk.services.strangers import refuse_elsewhere, refuse_strangers, refuse_unsaid
from loredesk.services.who_knows import source_of, who_knows

AUTHOR = "author"


class KnowledgeService:
    """Keeps who knows an entry or a sentence of it."""

    def __init__(
        self, *, store: Store, documents: DocumentKeeper, new_id: Callable[[], str]
    ) -> None:
        self._store = store
        self._documents = documents
        self._new_id = new_id

    async def who_knows(self, entry_id: LoreId, session_id: SessionId | None) -> WhoKnows:
        """Return an entry with everything that is set and known of it."""
        return await self._store.read(lambda repos: who_knows(repos, entry_id, session_id))

    async def told(
        self, entry_id: LoreId, session_id: SessionId, who: Sequence[LoreId] | None = None
    ) -> Told:
        """Return what of an entry may be told to *who*, or in the session's next reply."""

        def work(repos: Repos) -> Told:
            session = repos.sessions.get(session_id)
            if who is None:
                audience = speaking_now(repos, session).audience
            else:
                audience = people(repos, session.world_id, session_id, who)
            source = source_of(repos, entry_id, session_id)
            guarded = {entry_id: source.guarded}
            known = Knowledge(session_id=session_id, audience=audience, guarded=guarded)
            return known.told(source.entry, source.note)

        return await self._store.read(work)

    async def speaking(self, session_id: SessionId) -> Speaking:
        """Return who speaks in the session's next reply, and who must know what it tells."""
        return await self._store.read(
            lambda repos: speaking_now(repos, repos.sessions.get(session_id))
        )

    async def set_entry(self, entry_id: LoreId, visibility: Visibility) -> LoreEntry:
        """Say who knows an entry, as a new version of it."""

        def work(repos: Repos) -> LoreEntry:
            entry = repos.lore.get(entry_id)
            if entry.visibility == visibility:
                return entry
            refuse_trashed(entry)
            refuse_locked(entry, "visibility")
            refuse_strangers(repos, entry.world_id, entry.session_id, visibility.by or ())
            revision = entry.revision + 1
            changed = replace(entry, visibility=visibility, revision=revision, updated_at=repos.now)
            repos.lore.put(changed, by=AUTHOR)
            self._documents.entry_changed(repos, changed)
            repos.announce(LoreChanged(entry_id=entry.id, world_id=entry.world_id))
            return changed

        return await self._store.write(work)

    async def set_sentence(
        self,
        entry_id: LoreId,
        session_id: SessionId | None,
        sentence: str,
        visibility: Visibility | None,
    ) -> Visibility | None:
        """Say who knows one sentence, and return what was said of it before.

        With a session it is one of the note there, else one of the entry. None lets it be what its
        entry is.
        """

        def work(repos: Repos) -> Visibility | None:
            repos.ledger.acting(AUTHOR)
            source = source_of(repos, entry_id, session_id)
            entry = source.entry
            refuse_trashed(entry)
            refuse_locked(entry, "visibility")
            mark = SentenceMark(
                id=MarkId(self._new_id()),
                entry_id=entry_id,
                session_id=session_id,
                key=sentence_key(sentence),
                text=sentence.strip(),
                visibility=visibility or Visibility(),
                created_at=repos.now,
            )
            same = (mark.session_id, mark.key)
            marks = source.guarded.marks
            before = next((one for one in marks if (one.session_id, one.key) == same), None)
            if before is None:
                where = source.note if session_id else entry.content
                refuse_unsaid(entry, where, sentence, note=session_id is not None)
            if visibility is not None:
                refuse_elsewhere(repos, entry, session_id)
                refuse_strangers(repos, entry.world_id, session_id, visibility.by or ())
                repos.knowledge.put_mark(mark)
            elif before is not None:
                repos.knowledge.drop_mark(before.id)
            repos.announce(KnowledgeChanged(entry_id=entry_id, session_id=session_id))
            return before.visibility if before else None

        return await self._store.write(work)

    async def learn(
        self,
        session_id: SessionId,
        entry_id: LoreId,
        who: Sequence[LoreId],
        *,
        sentence: str = "",
        at: MessageId | None = None,
    ) -> tuple[Learned, ...]:
        """Keep that some people learned an entry, or one sentence of it, at a message.

        That is the last one of the line where none is named. Whom the line has learn it already is
        left out of what is returned.
        """
        if not who:
            raise UserFixableError("Nobody was named.", hint="Name who learned it.")

        def work(repos: Repos) -> tuple[Learned, ...]:
            repos.ledger.acting(AUTHOR)
            source = source_of(repos, entry_id, session_id)
            entry = source.entry
            refuse_trashed(entry)
            refuse_elsewhere(repos, entry, session_id)
            refuse_strangers(repos, entry.world_id, session_id, who)
            if sentence:
                refuse_unsaid(entry, f"{entry.content}\n{source.note}", sentence)
            place = repos.sessions.get(session_id).head
            if at is not None:
                place = message_in(repos, session_id, at).id
            key = sentence_key(sentence) if sentence else None
            known = [one for one in source.guarded.learned if one.key == key]
            already = {one.who for one in known if at is None or one.message_id == at}
            made = tuple(
                Learned(
                    id=KnowledgeId(self._new_id()),
                    session_id=session_id,
                    entry_id=entry_id,
                    who=one,
                    message_id=place,
                    key=key,
                    text=sentence.strip(),
                    created_at=repos.now,
                )
                for one in dict.fromkeys(who)
                if one not in already
            )
            for one in made:
                repos.knowledge.add_learned(one)
            repos.announce(KnowledgeChanged(entry_id=entry_id, session_id=session_id))
            return made

        return await self._store.write(work)

    async def take_back(self, learned: Collection[KnowledgeId]) -> tuple[Learned, ...]:
        """Take back that somebody learned something: it counts on no line any more."""
        return await self._withdraw(learned, again=False)

    async def bring_back(self, learned: Collection[KnowledgeId]) -> tuple[Learned, ...]:
        """Let what was taken back count again."""
        return await self._withdraw(learned, again=True)

    async def _withdraw(
        self, learned: Collection[KnowledgeId], *, again: bool
    ) -> tuple[Learned, ...]:
        def work(repos: Repos) -> tuple[Learned, ...]:
            repos.ledger.acting(AUTHOR)
            found = [repos.knowledge.get_learned(one) for one in dict.fromkeys(learned)]
            for one in found:
                if (one.withdrawn_at is None) is again:
                    said = "was not taken back" if again else "was taken back already"
                    hint = "`loredesk audit --subject ID` says what was done to it."
                    raise UserFixableError(f"What was learned as {one.id!r} {said}.", hint=hint)
                repos.knowledge.put_withdrawn(one.id, None if again else repos.now)
                repos.announce(KnowledgeChanged(entry_id=one.entry_id, session_id=one.session_id))
            return tuple(found)

        return await self._store.write(work)
