import pytest

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.domain.events import (
    IndexStateChanged,
    ModelsChanged,
    ProposalMoved,
    QueuePaused,
    SessionChanged,
    WorldChanged,
)
from loredesk.domain.glances import QueueStatus, SessionRow, TaskCounts, WorldRow
from loredesk.domain.hub import Hub
from loredesk.domain.listings import Story
from loredesk.domain.lore import World
from loredesk.domain.messages import Session, TrustRule
from loredesk.domain.proposals import ProposalState
from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.ui.notice import Notice
from loredesk.ui.window.needs import WindowServices
from loredesk.ui.window.presenter import WindowPresenter
from loredesk.ui.window.state import Phase, WindowState, window_title
from tests.ui.settled import settled


class Desk:
    """Every service at once, in a few lists."""

    def __init__(self):
        self.all_worlds = [
            WorldRow(id="w1", title="Valley", entries=34),
            WorldRow(id="w2", title="Sea", entries=2),
        ]
        self.all_sessions = [
            SessionRow(id="s2", world_id="w1", title="Newest", head=None, turns=1),
            SessionRow(id="s1", world_id="w1", title="Oldest", head=None, turns=9),
        ]
        self.trust = {}
        self.counts = TaskCounts()
        self.paused = False
        self.open = {}
        self.error = None
        self.set = Settings()
        self.problems = ()
        self.retried = 0

    async def worlds(self):
        if self.error:
            raise self.error
        return self.all_worlds

    async def sessions(self, world_id):
        return [row for row in self.all_sessions if world_id in {None, row.world_id}]

    async def new_world(self, title, description=""):
        self.all_worlds.append(WorldRow(id="w3", title=title, entries=0))
        return World(id="w3", title=title)

    async def new_session(self, world_id, title=""):
        row = SessionRow(id="new", world_id=world_id, title=title, head=None, turns=0)
        self.all_sessions.insert(0, row)
        return Session(id="new", world_id=world_id, title=title)

    async def story(self, session_id):
        trust = self.trust.get(session_id, TrustRule.REVIEW_EVERYTHING)
        session = Session(id=session_id, world_id="w1", title="", trust=trust)
        return Story(session=session, world_title="Valley", messages=(), panel=None)

    async def rename(self, session_id, title):
        self.renamed = (session_id, title)

    async def set_trust(self, session_id, trust):
        if self.error:
            raise self.error
        self.trust[session_id] = trust

    async def set_shows_unreviewed(self, session_id, *, shows):
        if self.error:
            raise self.error
        self.unreviewed = (session_id, shows)

    async def set_simulation(self, session_id, every):
        self.simulated = (session_id, every)

    async def status(self):
        return QueueStatus(total=self.counts, paused=self.paused)

    async def pause(self):
        self.paused = True

    async def resume(self):
        self.paused = False

    async def retry_failed(self):
        self.retried += 1
        return 1

    async def proposals(self, session_id):
        return self.open.get(session_id, [])

    def settings(self):
        return self.set

    def embedder_description(self):
        return "MiniLM"

    def prompt_problems(self):
        return self.problems


class Screen(list):
    def show_state(self, state):
        self.append(state)


class Memory:
    last_session = ""


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def memory():
    return Memory()


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
def choices():
    return []


@pytest.fixture
async def window(desk, screen, memory, hub, choices):
    services = WindowServices(library=desk, stories=desk, queue=desk, reviews=desk, models=desk)
    window = WindowPresenter(
        view=screen,
        services=services,
        hub=hub,
        memory=memory,
        on_choice=lambda world, session: choices.append((world, session)),
    )
    yield window
    await window.aclose()


async def opened(window):
    window.open()
    await settled()


async def test_it_opens_at_the_newest_session(window, screen, choices, memory):
    await opened(window)

    assert screen[-1].phase is Phase.READY
    assert choices == [("w1", "s2")]
    assert memory.last_session == "s2"


async def test_it_opens_where_the_author_was_last(window, memory, choices):
    memory.last_session = "s1"

    await opened(window)

    assert choices == [("w1", "s1")]


async def test_an_empty_library_opens_too(window, desk, screen, choices):
    desk.all_worlds, desk.all_sessions = [], []

    await opened(window)

    assert screen[-1].phase is Phase.READY
    assert choices == [(None, None)]


async def test_a_library_that_cannot_be_opened_says_so(window, desk, screen):
    desk.error = UserFixableError("It is newer.", hint="Update Loredesk.")

    await opened(window)

    assert screen[-1].phase is Phase.FAILED
    assert screen[-1].failure.hint == "Update Loredesk."


async def test_choosing_a_session_shows_it_with_its_trust(window, desk, screen, choices):
    desk.trust["s1"] = TrustRule.ACCEPT_ALL
    await opened(window)

    window.choose_session("s1")
    await settled()

    assert choices[-1] == ("w1", "s1")
    assert screen[-1].trust is TrustRule.ACCEPT_ALL


async def test_choosing_a_world_without_sessions_shows_none(window, screen, choices):
    await opened(window)

    window.choose_world("w2")
    await settled()

    assert choices[-1] == ("w2", None)
    assert screen[-1].sessions == ()


async def test_choosing_what_is_on_screen_does_nothing(window, choices):
    await opened(window)

    window.choose_world("w1")
    window.choose_session("s2")
    await settled()

    assert len(choices) == 1


async def test_a_new_session_is_shown_at_once(window, screen, choices):
    await opened(window)

    window.new_session()
    await settled()

    assert choices[-1] == ("w1", "new")
    assert screen[-1].sessions[0].id == "new"


async def test_a_new_world_begins_with_a_session(window, screen, choices):
    await opened(window)

    window.new_world(" Islands ")
    await settled()

    assert choices[-1] == ("w3", "new")
    assert screen[-1].worlds[-1].title == "Islands"


async def test_a_session_is_renamed(window, desk):
    await opened(window)

    window.rename_session(" Second winter ")
    await settled()

    assert desk.renamed == ("s2", "Second winter")


async def test_trust_is_set_for_the_session_on_screen(window, desk, screen):
    await opened(window)

    window.set_trust(TrustRule.ACCEPT_ALL)
    await settled()

    assert desk.trust == {"s2": TrustRule.ACCEPT_ALL}
    assert screen[-1].trust is TrustRule.ACCEPT_ALL


async def test_what_fails_is_told_in_place(window, desk, screen):
    await opened(window)
    desk.error = TransientError("The database is busy.", hint="Try again.")

    window.set_trust(TrustRule.ACCEPT_ALL)
    await settled()

    assert screen[-1].notice.sentence == "The database is busy."
    assert screen[-1].trust is TrustRule.REVIEW_EVERYTHING
    window.dismiss()
    assert screen[-1].notice is None


async def test_the_queue_is_shown_in_a_few_words(window, desk, screen):
    desk.counts = TaskCounts(pending=2, processing=1, failed=1)

    await opened(window)

    assert screen[-1].queue.text == "3 waiting \u00b7 1 failed"
    assert screen[-1].queue.tone == "danger"
    assert screen[-1].failed_tasks == 1


async def test_the_queue_is_paused_and_goes_on(window, desk, screen, hub):
    await opened(window)

    window.toggle_queue()
    await settled()

    assert desk.paused


async def test_failed_tasks_get_another_try(window, desk):
    await opened(window)

    window.retry_failed()
    await settled()

    assert desk.retried == 1


async def test_a_pause_from_elsewhere_is_shown(window, desk, screen, hub):
    desk.paused = True
    hub.publish(QueuePaused(paused=True))
    await settled()

    assert screen[-1].queue.text == "Paused"
    assert screen[-1].paused


async def test_what_waits_for_review_is_counted(window, desk, screen, hub):
    desk.open["s2"] = ["one"]
    await opened(window)

    assert screen[-1].open_proposals == 1


async def test_proposals_of_another_session_do_not_count(window, desk, screen, hub):
    await opened(window)
    before = len(screen)

    hub.publish(ProposalMoved(session_id="s1", proposal_id="p", state=ProposalState.OPEN))
    await settled()

    assert len(screen) == before


async def test_a_session_added_elsewhere_appears(window, desk, screen, hub):
    await opened(window)
    desk.all_sessions.append(SessionRow(id="s3", world_id="w1", title="Third", head=None, turns=0))

    hub.publish(SessionChanged(session_id="s3"))
    await settled()

    assert [row.id for row in screen[-1].sessions] == ["s2", "s1", "s3"]


async def test_a_session_that_is_gone_gives_way_to_the_newest_other(
    window, desk, screen, hub, choices
):
    await opened(window)
    del desk.all_sessions[0]

    hub.publish(SessionChanged(session_id="s2"))
    await settled()

    assert (screen[-1].session_id, choices[-1]) == ("s1", ("w1", "s1"))


async def test_a_world_that_is_gone_gives_way_to_another(window, desk, screen, hub, choices):
    await opened(window)
    del desk.all_worlds[0]

    hub.publish(WorldChanged(world_id="w1"))
    await settled()

    assert choices[-1] == ("w2", None)
    assert screen[-1].sessions == ()


async def test_a_notice_from_elsewhere_brings_its_own_remedy(window, screen):
    await opened(window)
    undone = []

    window.tell(Notice(sentence="Gone.", action="Undo"), lambda: undone.append(1))
    window.mend()
    window.mend()

    assert undone == [1]
    assert screen[-1].notice is None


async def test_a_world_added_elsewhere_appears(window, desk, screen, hub):
    desk.all_worlds, desk.all_sessions = [], []
    await opened(window)
    desk.all_worlds.append(WorldRow(id="w9", title="Sample", entries=30))

    hub.publish(WorldChanged(world_id="w9"))
    await settled()

    assert screen[-1].worlds[0].title == "Sample"


async def test_the_models_are_named_and_nothing_leaves_the_machine(window, screen):
    await opened(window)

    assert screen[-1].models.text == "Built-in rules \u00b7 MiniLM"
    assert screen[-1].privacy == "Nothing leaves this machine"


async def test_a_model_elsewhere_is_named_with_where_text_goes(window, desk, screen, hub):
    await opened(window)
    far = Profile(service=Service.GENERATION, provider=Provider.OPENAI, model="gpt-x")
    desk.set = Settings(profiles={**Settings().profiles, Service.GENERATION: far})

    hub.publish(ModelsChanged())

    assert screen[-1].models.text == "gpt-x \u00b7 MiniLM"
    assert screen[-1].privacy == "Text goes to api.openai.com"


async def test_a_prompt_that_cannot_be_used_is_told(window, desk, screen):
    desk.problems = (("chat_reply.yaml", "No inputs.", "Add them."), ("b.yaml", "x", "y"))

    await opened(window)

    assert screen[-1].notice.sentence == "chat_reply.yaml: No inputs. (1 more like it.)"
    assert screen[-1].notice.hint == "Add them. Meanwhile the built-in prompt is used."


async def test_the_file_of_a_broken_prompt_is_named_once(window, desk, screen):
    desk.problems = (("/p/a.yaml", "The prompt '/p/a.yaml' has no inputs.", ""),)

    await opened(window)

    assert screen[-1].notice.sentence == "The prompt '/p/a.yaml' has no inputs."


async def test_trouble_with_the_index_is_told_until_it_is_over(window, screen, hub):
    hub.publish(IndexStateChanged(engine="chroma", state="healing"))
    assert screen[-1].status.tone == "warning"
    assert "healing" in screen[-1].status.sentence

    hub.publish(IndexStateChanged(engine="chroma", state="starting"))
    assert screen[-1].status.tone == "warning"

    hub.publish(IndexStateChanged(engine="chroma", state="healthy"))
    assert screen[-1].status.sentence == "The search index is in step again."


async def test_what_the_index_says_of_itself_is_told(window, screen, hub):
    hub.publish(IndexStateChanged(engine="chroma", state="healthy", message="Chroma is back."))

    assert screen[-1].status.sentence == "Chroma is back."


async def test_a_calm_index_is_not_worth_a_word(window, screen, hub):
    hub.publish(IndexStateChanged(engine="chroma", state="healthy"))

    assert screen == []


async def test_after_closing_nothing_is_heard(window, screen, hub):
    await opened(window)
    await window.aclose()
    before = len(screen)

    hub.publish(IndexStateChanged(engine="chroma", state="healing"))

    assert len(screen) == before


async def test_how_often_the_world_lives_on_is_set_for_the_session_on_screen(window, desk, screen):
    window.open()
    await settled()

    window.set_simulation(10)
    await settled()

    assert desk.simulated == ("s2", 10)
    assert screen[-1].simulate_every == 10


async def test_whether_the_model_is_told_what_waits_is_set_for_the_session_on_screen(
    window, desk, screen
):
    await opened(window)
    assert not screen[-1].shows_unreviewed

    window.set_unreviewed(True)
    await settled()

    assert desk.unreviewed == ("s2", True)
    assert screen[-1].shows_unreviewed
    desk.unreviewed = None
    window.set_unreviewed(True)
    await settled()
    assert desk.unreviewed is None


async def test_what_was_not_stored_is_not_shown_to_be_so(window, desk, screen):
    await opened(window)
    desk.error = TransientError("The database is busy.")

    window.set_unreviewed(True)
    await settled()

    assert not screen[-1].shows_unreviewed
    assert screen[-1].notice.sentence == "The database is busy."


async def test_a_list_that_could_not_be_read_is_read_again_on_request(window, desk, screen, hub):
    window.open()
    await settled()
    desk.error = TransientError("The library is busy.")
    hub.publish(WorldChanged(world_id="w1"))
    await settled()
    assert screen[-1].notice.action == "Try again"
    desk.error = None
    desk.all_worlds.append(WorldRow(id="w9", title="Later", entries=0))

    window.mend()
    await settled()

    assert screen[-1].notice is None
    assert screen[-1].worlds[-1].title == "Later"


@pytest.mark.parametrize(
    ("session", "title"),
    [
        ("Valley, session 1", "Valley, session 1 \u2013 Loredesk"),
        ("The thaw", "The thaw \u2013 Valley \u2013 Loredesk"),
        ("", "Valley \u2013 Loredesk"),
    ],
)
def test_the_title_of_the_window_names_session_and_world_once(session, title):
    state = WindowState(
        worlds=(WorldRow(id="w1", title="Valley", entries=1),),
        world_id="w1",
        sessions=(SessionRow(id="s1", world_id="w1", title=session, head=None, turns=0),),
        session_id="s1",
    )

    assert window_title(state) == title


def test_without_a_library_the_title_is_the_program():
    assert window_title(WindowState()) == "Loredesk"
