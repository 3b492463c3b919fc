"""Our own share of a reply, stage by stage, and the search inside it, beside a peer and bare loops."""

from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager, closing
from functools import partial

from loredesk.bootstrap.bench.made_home import MadeHome, made_home
from loredesk.bootstrap.bench.peer import ChromaAndFullText
from loredesk.bootstrap.bench.stages import STAGES
from loredesk.bootstrap.bench.turns import BARE_SEARCH, PEER, BareSearch, Turns
from loredesk.cli.bench.measuring import Benchmark, Prepared, Way
from loredesk.domain.errors import UserFixableError
from loredesk.recall.engine import ALL_STAGES

_REPLY, _BARE, _EMBEDDING = "Enter to request sent", "bare loop", "its query embedding"
_PROMPT = "prompt put together"
_BUSY_REPLY = "Enter to request sent while notes are rewritten"
_SEARCH, _BUSY = "search", "search while notes are rewritten"
_BUSY_PEER = "the same while notes are rewritten"


@asynccontextmanager
async def _prepared(size: int) -> AsyncIterator[Prepared]:
    async with made_home(size) as made:
        with closing(BareSearch(made)) as bare, ExitStack() as exits:
            peer, why_not = _peer(made, exits)
            turns = Turns(made, bare, peer, why_not)
            await turns.warm_up()
            yield Prepared(
                ways=(*_reply_ways(turns), *_search_ways(turns), *_peer_ways(turns, peer)),
                facts=turns.facts,
            )


def _reply_ways(turns: Turns) -> Sequence[Way]:
    return (
        Way(
            name=_REPLY,
            measure=turns.replies,
            limit=_BARE,
            goal="p95 <= 50 ms at 10,000 entries",
        ),
        Way(name=_BARE, measure=turns.bare_replies),
        Way(name=_EMBEDDING, measure=turns.embeddings, goal="<= 2 ms"),
        Way(name=_PROMPT, measure=turns.prompts),
        *(Way(name=f"- {one}", measure=partial(turns.stages.stage, one)) for one in STAGES),
        Way(name=_BUSY_REPLY, measure=turns.busy(turns.plain_replies)),
    )


def _search_ways(turns: Turns) -> Sequence[Way]:
    return (
        Way(name=_SEARCH, measure=turns.searches, limit=BARE_SEARCH),
        *(
            Way(name=f"- candidates by {one}", measure=partial(turns.candidates, one))
            for one in sorted(ALL_STAGES)
        ),
        Way(
            name=_BUSY,
            measure=turns.busy(turns.searches),
            limit=BARE_SEARCH,
            goal="p95 <= 10 ms at 10,000 documents, <= 25 ms at 50,000",
        ),
        Way(name=BARE_SEARCH, measure=turns.bare_searches),
    )


def _peer_ways(turns: Turns, peer: ChromaAndFullText | None) -> Sequence[Way]:
    if peer is None:
        return ()
    busy = turns.busy(turns.peer_searches)
    return (
        Way(name=PEER, measure=turns.peer_searches, limit=_SEARCH),
        Way(name=_BUSY_PEER, measure=busy, limit=_BUSY, goal="at least 8 times ours"),
    )


def _peer(made: MadeHome, exits: ExitStack) -> tuple[ChromaAndFullText | None, str]:
    """Return the peer, or why there is none."""
    try:
        peer = ChromaAndFullText(made.file)
    except UserFixableError as error:
        return None, error.sentence()
    exits.callback(peer.close)
    return peer, ""


TURN = Benchmark(
    name="turn",
    about="our own share of a reply, and the search in it without the query's embedding",
    unit="milliseconds",
    size=10_000,
    prepare=_prepared,
)
