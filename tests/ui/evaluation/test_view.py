from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from loredesk.domain.evaluations import EvaluationKind, Found, Missed, Progress, compared
from loredesk.domain.settings import Theme
from loredesk.ui.evaluation.state import EvaluationState, What
from loredesk.ui.evaluation.view import EvaluationDialog
from loredesk.ui.evaluation.words import main_table, missed_html, sections
from loredesk.ui.figure_words import difference_of
from tests.fakes.evaluations import figures, fingerprint, report, run
from tests.fakes.lessons import learned, lesson

BEFORE, AFTER = run(1, 0.5, fingerprint=fingerprint(embedding="old")), run(2, 0.75)
STATE = EvaluationState(
    open=True,
    session_title="The Quiet Season",
    runs=(AFTER, BEFORE),
    chosen=AFTER.id,
    against=BEFORE.id,
    comparison=compared(BEFORE, AFTER),
)


@pytest.fixture
def dialog(look, qtbot):
    dialog = EvaluationDialog(look)
    qtbot.addWidget(dialog)
    dialog.show_state(STATE)
    return dialog


def told(bars):
    return [
        tuple(part.text() for part in (label, number, difference) if not part.isHidden())
        for label, _, number, difference in bars._rows
        if not label.isHidden()
    ]


def test_every_figure_is_said_with_how_it_was_before(dialog):
    assert told(dialog._form.bars)[1] == ("Among the first 10", "75.0 %", "+25.0")
    bar = dialog._form.bars._rows[1][1]
    assert bar.accessibleDescription() == "75.0 % It was 50.0 % before."


def test_without_another_run_no_difference_is_said(dialog):
    dialog.show_state(replace(STATE, against=None, comparison=None))

    assert told(dialog._form.bars)[1] == ("Among the first 10", "75.0 %")


def test_the_stages_stand_below_as_bars_and_in_a_table(dialog):
    assert dialog._form.stages_title.text() == "Each stage alone: among the first 10"
    assert told(dialog._form.stages)[0] == ("Words alone", "37.5 %", "+12.5")
    model = dialog._form.table.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "Each stage alone",
        "Words alone",
        "As it is told",
    ]
    cell = model.index(1, 2)
    assert cell.data() == "37.5 %"
    spoken = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Words alone, Among the first 10: 37.5 %, 25.0 % before"
    header = model.headerData(2, Qt.Orientation.Horizontal)
    assert header == "First 10"


def test_a_missed_question_is_shown_with_what_came_up_instead_and_where(dialog):
    text = dialog._form.detail.toPlainText()

    assert "Where is the key?" in text
    assert "1:1 \u00b7 place 17" in text
    assert "The key turns." in text
    assert dialog._form.tabs.tabText(2) == "Missed (1)"


def test_what_others_wrote_is_no_markup(look):
    missed = Missed(asked="<b>?</b>", wanted=(Found(name="<i>", text="<img src=x>", rank=3),))

    assert "<img" not in missed_html(missed, look.tokens)
    assert "<b>?" not in missed_html(missed, look.tokens)


def test_the_settings_that_changed_are_told(dialog):
    text = dialog._form.settings.toPlainText()

    assert "What has changed since evaluation 1" in text
    assert "embedding: old \u2192 builtin/mini" in text


def test_another_theme_recolours_what_is_written(dialog, look):
    before = dialog._form.settings.toHtml()

    look.apply(Theme.DARK)

    assert dialog._form.settings.toHtml() != before


def test_while_it_runs_it_can_be_stopped_and_says_how_far_it_is(dialog, qtbot):
    running = Progress(doing="harbour: asking", done=3, total=10)
    dialog.show_state(replace(STATE, running=running))
    form = dialog._form

    assert form.doing.text() == "Harbour: asking: 3 of 10"
    assert (form.progress.value(), form.progress.maximum()) == (3, 10)
    assert form.run.isHidden()
    assert not form.what.isEnabled()
    with qtbot.waitSignal(dialog.stop_requested, timeout=500):
        form.stop.click()

    dialog.show_state(STATE)
    assert form.progress.isHidden()
    assert not form.run.isHidden()


def test_what_is_chosen_is_wished_for(dialog, qtbot):
    form = dialog._form
    assert [form.what.itemText(at) for at in range(form.what.count())] == [
        "The questions about the sample world",
        "This session: The Quiet Season",
        "A file of questions \u2026",
        "The prompts in use",
    ]

    with qtbot.waitSignal(dialog.what_chosen, timeout=500) as chosen:
        form.what.activated.emit(3)
    assert chosen.args[0] is What.PROMPTS

    with qtbot.waitSignal(dialog.run_requested, timeout=500) as wished:
        form.run.click()
    assert wished.args == [""]


def test_a_file_is_asked_for_and_only_then_evaluated(dialog, qtbot):
    dialog.show_state(replace(STATE, what=What.FILE))
    assert not dialog._form.ablation.isHidden()

    dialog._form.run.click()

    (asking,) = dialog.findChildren(QFileDialog)
    with qtbot.waitSignal(dialog.run_requested, timeout=500) as wished:
        asking.fileSelected.emit("/some/questions.json")
    assert wished.args == ["/some/questions.json"]
    asking.reject()


def test_another_run_is_looked_at_and_compared_on_demand(dialog, qtbot):
    form = dialog._form

    with qtbot.waitSignal(dialog.run_chosen, timeout=500) as chosen:
        form.runs.setCurrentIndex(form.runs.model().index(1))
    assert chosen.args == ["1"]

    assert form.against.itemText(1).startswith("Compare with 1: harbour.json")
    with qtbot.waitSignal(dialog.comparison_chosen, timeout=500) as against:
        form.against.activated.emit(0)
    assert against.args == [None]


def test_showing_a_state_wishes_for_nothing(dialog, qtbot):
    with (
        qtbot.assertNotEmitted(dialog.run_chosen),
        qtbot.assertNotEmitted(dialog.missed_chosen),
        qtbot.assertNotEmitted(dialog.comparison_chosen),
    ):
        dialog.show_state(replace(STATE, chosen=BEFORE.id, against=None, comparison=None))


def test_where_nothing_was_kept_that_is_said(look, qtbot):
    dialog = EvaluationDialog(look)
    qtbot.addWidget(dialog)

    dialog.show_state(EvaluationState(open=True))

    assert "Nothing has been evaluated yet" in dialog._form.empty.accessibleName()


def test_prompts_are_told_in_cases_and_checks(dialog):
    failed = Missed(
        asked="a wound",
        group="analyse_turn",
        wanted=(Found(name="says 'wrist'"),),
        found=(Found(name="answer", text="{}"),),
    )
    told_of = {"passed": 0.5, "score": 0.75}
    prompts = run(
        3,
        kind=EvaluationKind.PROMPTS,
        figures=told_of,
        stages={},
        groups=(),
        missed=(failed,),
    )
    dialog.show_state(EvaluationState(open=True, runs=(prompts,), chosen=prompts.id))

    assert told(dialog._form.bars) == [("Cases passed", "50.0 %"), ("Checks passed", "75.0 %")]
    assert "What the answer must be like, and is not" in dialog._form.detail.toPlainText()
    assert not dialog._form.tabs.isTabVisible(1)


def test_one_dialogue_is_not_told_a_second_time_as_a_part():
    assert [title for title, _ in sections(report())] == ["Each stage alone"]
    (one,) = report().groups
    two = report(groups=(one, replace(one, name="boat")), ablation={"near_meaning": figures(0.5)})
    assert [title for title, _ in sections(two)] == [
        "Each stage alone",
        "Dialogue by dialogue",
        "Without one clue",
    ]
    assert main_table(report(stages={}), None) == ("", ())


@pytest.mark.parametrize(
    ("value", "words"), [(0.1, "+10.0"), (-0.0512, "\u22125.1"), (0.0001, "\u00b10.0")]
)
def test_a_difference_is_told_with_its_sign(value, words):
    assert difference_of(value) == words


class TestLearning:
    SESSION = replace(STATE, what=What.SESSION)
    LEARNED = replace(
        SESSION,
        learned=learned("world", "session", session_title="The Frost"),
        learned_counts=True,
    )

    def shown(self, dialog, state):
        dialog.show_state(state)
        form = dialog._form
        buttons = [one for one in (form.learn, form.unlearn) if not one.isHidden()]
        return form.learning_about.text(), buttons

    def test_a_session_can_be_learned_from_and_it_is_said_what_that_is(self, dialog):
        said, buttons = self.shown(dialog, self.SESSION)

        assert said.startswith("Learning weighs anew what speaks for an older message")
        assert buttons == [dialog._form.learn]
        assert not dialog._form.learning.isHidden()

    @pytest.mark.parametrize("what", [What.SAMPLE, What.FILE, What.PROMPTS])
    def test_nothing_else_can(self, dialog, what):
        dialog.show_state(replace(self.LEARNED, what=what))

        assert dialog._form.learning.isHidden()

    def test_what_was_learned_is_said_with_its_figures_and_can_be_given_up(self, dialog):
        said, buttons = self.shown(dialog, self.LEARNED)

        assert "as learned from 40 turns of \u201cThe Frost\u201d" in said
        assert "had 50.0 % of what was used, by the built-in weights 40.0 %" in said
        assert buttons == [dialog._form.learn, dialog._form.unlearn]

    def test_what_is_not_in_use_is_said_to_be_so(self, dialog):
        said, buttons = self.shown(dialog, replace(self.LEARNED, learned_counts=False))

        assert said.startswith("What was learned from 40 turns of \u201cThe Frost\u201d")
        assert "is not in use" in said
        assert dialog._form.unlearn in buttons

    def test_the_wishes_are_told(self, dialog, qtbot):
        dialog.show_state(self.LEARNED)

        with qtbot.waitSignal(dialog.learn_requested):
            dialog._form.learn.click()
        with qtbot.waitSignal(dialog.unlearn_requested):
            dialog._form.unlearn.click()

    def test_while_something_runs_neither_can_be_wished_for(self, dialog):
        dialog.show_state(replace(self.LEARNED, running=Progress(doing="a", done=1, total=2)))

        assert not dialog._form.learn.isEnabled()
        assert not dialog._form.unlearn.isEnabled()

    def test_a_lesson_is_shown_with_its_sentence_and_the_orders_it_compares(self, dialog):
        taught = run(3, 0.8, kind=EvaluationKind.SESSION, lesson=lesson(), remarks=("Kept.", "So."))
        dialog.show_state(replace(self.SESSION, runs=(taught,), chosen=taught.id, comparison=None))

        assert dialog._form.remarks.text() == "Kept.\n\nSo."
        assert dialog._form.stages_title.text() == "In turns held out: among the first 10"
        assert told(dialog._form.stages) == [
            ("Words alone", "20.0 %"),
            ("Meaning alone", "30.0 %"),
            ("Built-in weights", "40.0 %"),
            ("Learned weights", "50.0 %"),
        ]

    def test_where_there_is_nothing_to_remark_nothing_stands_there(self, dialog):
        assert dialog._form.remarks.isHidden()
