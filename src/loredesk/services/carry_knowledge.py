"""Carrying over who knows what, beside the notes and newcomers it is known of."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from loredesk.domain.ids import KnowledgeId, LoreId, MarkId, SessionId
from loredesk.domain.knowing import on_line
from loredesk.domain.messages import Session
from loredesk.ports.store import Repos


def carry_knowledge(
    repos: Repos,
    new_id: Callable[[], str],
    source: SessionId,
    session: Session,
    carried: Mapping[LoreId, LoreId],
) -> None:
    """Let who knows the *carried* entries in *source*, where it stands, know them in *session*.

    *carried* maps each entry to what it is here: to itself, or to the newcomer it has become. What
    a newcomer knows who did not come along is known to nobody here.
    """
    for mark in repos.knowledge.marks_of(list(carried)):
        here = carried[mark.entry_id]
        if mark.session_id == source or (mark.session_id is None and here != mark.entry_id):
            repos.knowledge.put_mark(
                replace(
                    mark,
                    id=MarkId(new_id()),
                    entry_id=here,
                    session_id=None if mark.session_id is None else session.id,
                    visibility=mark.visibility.with_ids(carried),
                    created_at=repos.now,
                )
            )
    learned = repos.knowledge.learned_in(source, list(carried))
    line = repos.messages.on_line({one.message_id for one in learned if one.message_id})
    standing = repos.redirects.standing(session.world_id, source)
    people = repos.lore.many([standing.get(one.who, one.who) for one in learned])
    for one in on_line(learned, line):
        who = standing.get(one.who, one.who)
        if people[who].session_id is not None and who not in carried:
            continue
        repos.knowledge.add_learned(
            replace(
                one,
                id=KnowledgeId(new_id()),
                session_id=session.id,
                entry_id=carried[one.entry_id],
                who=carried.get(who, who),
                message_id=None,
                created_at=repos.now,
            )
        )
