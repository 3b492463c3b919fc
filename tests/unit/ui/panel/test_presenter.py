from loredesk.domain.messages import Role
from loredesk.domain.panel import Panel
from loredesk.ui.panel.presenter import PanelPresenter
from loredesk.ui.panel.state import PanelState
from tests.fakes.stories import MemoryStories

PANEL = Panel(
    time="Dusk",
    place="The quay",
    present=("Mara", "Tob"),
    mood="uneasy",
    fields={"Tide": "turning", "Coin": ""},
)


class Screen:
    def __init__(self):
        self.states = []

    def show_state(self, state):
        self.states.append(state)


def test_the_scene_is_that_of_the_newest_reply_with_a_panel():
    stories, screen = MemoryStories(), Screen()
    stories.add(Role.AUTHOR, "I knock.")
    stories.add(Role.NARRATOR, "It opens.", panel=PANEL)
    stories.add(Role.AUTHOR, "I go in.")

    PanelPresenter(view=screen).follow(stories.told())

    assert screen.states[-1] == PanelState(
        is_open=True,
        is_known=True,
        time="Dusk",
        place="The quay",
        present=("Mara", "Tob"),
        mood="uneasy",
        fields=(("Tide", "turning"),),
        turn=1,
        now=2,
    )


def test_a_story_without_a_panel_has_no_scene_yet():
    stories, screen = MemoryStories(), Screen()
    stories.add(Role.AUTHOR, "I knock.")

    PanelPresenter(view=screen).follow(stories.told())

    assert screen.states[-1] == PanelState(is_open=True, now=1)


def test_the_same_scene_is_not_shown_twice():
    stories, screen = MemoryStories(), Screen()
    presenter = PanelPresenter(view=screen)
    stories.add(Role.NARRATOR, "It rains.", panel=PANEL)

    presenter.follow(stories.told())
    presenter.follow(stories.told())

    assert len(screen.states) == 2


def test_closing_the_session_empties_the_pane():
    stories, screen = MemoryStories(), Screen()
    presenter = PanelPresenter(view=screen)
    stories.add(Role.NARRATOR, "It rains.", panel=PANEL)
    presenter.follow(stories.told())

    presenter.clear()

    assert screen.states[-1] == PanelState()
