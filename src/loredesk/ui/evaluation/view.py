"""The evaluation on screen."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from loredesk.domain.evaluations import EvaluationKind, Missed, Run, RunId
from loredesk.ui.evaluation.presenter import EvaluationPresenter
from loredesk.ui.evaluation.state import EvaluationState, What
from loredesk.ui.evaluation.words import (
    about,
    before_of,
    caption_of,
    caveats_of,
    choice_of,
    learning_of,
    main_table,
    missed_caption,
    missed_html,
    progress_of,
    remarks_of,
    sections,
    settings_html,
    title_of,
)
from loredesk.ui.figure_words import bars_of
from loredesk.ui.forms.evaluation_dialog import Ui_EvaluationDialog
from loredesk.ui.row_model import RowModel
from loredesk.ui.theme.look import Look
from loredesk.ui.titled_rows import Painted, TitledRows

_SIZE = (1040, 680)
_SIDES, _HALVES = (260, 760), (320, 420)
_ICONS = {
    EvaluationKind.DIALOGUES: "chat",
    EvaluationKind.WORLD: "world",
    EvaluationKind.SESSION: "history",
    EvaluationKind.PROMPTS: "model",
}


class EvaluationDialog(QDialog):
    """Shows an `EvaluationState`; says what is to be evaluated and what is looked at."""

    what_chosen = Signal(object)
    ablation_chosen = Signal(bool)
    run_requested = Signal(str)
    learn_requested = Signal()
    unlearn_requested = Signal()
    stop_requested = Signal()
    run_chosen = Signal(object)
    comparison_chosen = Signal(object)
    missed_chosen = Signal(int)
    forget_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = EvaluationState()
        self._showing = False
        self._form = Ui_EvaluationDialog()
        self._form.setupUi(self)
        self.resize(*_SIZE)
        self._build()
        self._connect()

    def join(self, presenter: EvaluationPresenter) -> None:
        """Carry every wish of this dialog to *presenter*."""
        self.what_chosen.connect(presenter.choose_what)
        self.ablation_chosen.connect(presenter.choose_ablation)
        self.run_requested.connect(presenter.run)
        self.learn_requested.connect(presenter.learn)
        self.unlearn_requested.connect(presenter.unlearn)
        self.stop_requested.connect(presenter.stop)
        self.run_chosen.connect(presenter.choose)
        self.comparison_chosen.connect(presenter.compare_with)
        self.missed_chosen.connect(presenter.choose_missed)
        self.forget_requested.connect(presenter.forget)
        self.rejected.connect(presenter.close)

    def show_state(self, state: EvaluationState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        was, self._state = self._state, state
        self._showing = True
        try:
            self._show_choice(state, was)
            self._show_progress(state)
            self._show_runs(state)
            if (state.run, state.comparison, state.runs) != (was.run, was.comparison, was.runs):
                self._show_report(state)
            self._show_missed(state)
        finally:
            self._showing = False
        self._form.notice.show_notice(state.notice)
        if state.open and not self.isVisible():
            self.open()
        elif not state.open and self.isVisible():
            self.hide()

    def _build(self) -> None:
        form, look = self._form, self._look
        self._runs = RowModel(identity=_id_of, spoken=_spoken_run, parent=self)
        form.runs.setModel(self._runs)
        form.runs.setItemDelegate(TitledRows(look, form.runs, _painted_run))
        self._missed = RowModel(identity=_asked_of, spoken=_spoken_missed, parent=self)
        form.missed.setModel(self._missed)
        form.missed.setItemDelegate(TitledRows(look, form.missed, _painted_missed))
        for splitter, sizes in ((form.sides, _SIDES), (form.halves, _HALVES)):
            splitter.setSizes(sizes)
            for number, size in enumerate(sizes):
                splitter.setStretchFactor(number, size)
        for part in (form.notice, form.empty, form.detail, form.settings):
            part.set_look(look)
        for figures in (form.bars, form.stages, form.table):
            figures.set_look(look)
        look.set_icon(form.forget, "trash", "muted")

    def _connect(self) -> None:
        form = self._form
        form.what.activated.connect(self._choose_what)
        form.ablation.clicked.connect(self.ablation_chosen)
        form.run.clicked.connect(self._run)
        form.learn.clicked.connect(self.learn_requested)
        form.unlearn.clicked.connect(self.unlearn_requested)
        form.stop.clicked.connect(self.stop_requested)
        form.runs.selectionModel().currentChanged.connect(self._choose_run)
        form.against.activated.connect(self._choose_against)
        form.missed.selectionModel().currentChanged.connect(self._choose_missed)
        form.forget.clicked.connect(self.forget_requested)
        form.close.clicked.connect(self.reject)
        self._look.changed.connect(self._recolour)

    def _show_choice(self, state: EvaluationState, was: EvaluationState) -> None:
        form = self._form
        if state.session_title != was.session_title or not form.what.count():
            form.what.clear()
            for what in state.choices:
                form.what.addItem(choice_of(what, state.session_title), what)
        form.what.setCurrentIndex(state.choices.index(state.what))
        form.ablation.setVisible(state.what is What.FILE)
        form.ablation.setChecked(state.ablation)
        form.learning.setVisible(state.what is What.SESSION)
        form.learning_about.setText(learning_of(state))
        form.unlearn.setVisible(state.learned is not None)

    def _show_progress(self, state: EvaluationState) -> None:
        form, running = self._form, state.running
        for part in (form.progress, form.doing, form.stop):
            part.setVisible(running is not None)
        form.run.setVisible(running is None)
        for wish in (form.what, form.ablation, form.learn, form.unlearn):
            wish.setEnabled(running is None)
        if running is not None:
            form.progress.setRange(0, running.total)
            form.progress.setValue(running.done)
            form.doing.setText(progress_of(running))

    def _show_runs(self, state: EvaluationState) -> None:
        form = self._form
        self._runs.show_rows(state.runs)
        index = self._runs.index_of(state.chosen)
        if index.isValid():
            form.runs.setCurrentIndex(index)
        form.pages.setCurrentWidget(form.report_page if state.run else form.empty_page)
        reading = self.tr("Reading what was kept \u2026")
        headline = reading if state.loading else self.tr("Nothing has been evaluated yet")
        words = self.tr("Choose above what to measure. What comes of it is kept, to compare with.")
        form.empty.say("check", headline, "" if state.loading else words)

    def _show_report(self, state: EvaluationState) -> None:
        form, run = self._form, state.run
        if run is None:
            return
        report, tables = run.report, sections(run.report)
        form.subject.setText(title_of(run))
        form.about.setText(about(run))
        other = state.comparison.one.report if state.comparison is not None else None
        form.bars.show_bars(bars_of(report.figures, other.figures if other is not None else {}))
        heading, bars = main_table(report, other)
        form.stages_title.setText(heading)
        form.stages.show_bars(bars)
        form.remarks.setText(remarks_of(report))
        form.remarks.setVisible(bool(report.remarks))
        form.caveats.setText(caveats_of(report))
        form.caveats.setVisible(bool(report.caveats))
        form.table.show_sections(tables, before_of(state.comparison))
        form.tabs.setTabVisible(form.tabs.indexOf(form.detail_tab), bool(tables))
        missed = form.tabs.indexOf(form.missed_tab)
        form.tabs.setTabText(missed, self.tr("Missed (%s)") % f"{report.missed_in_all:,}")
        form.tabs.setTabVisible(missed, bool(report.missed))
        self._missed.show_rows(report.missed)
        self._show_against(state)
        self._recolour()

    def _show_against(self, state: EvaluationState) -> None:
        against = self._form.against
        with QSignalBlocker(against):
            against.clear()
            against.addItem(self.tr("Compare with nothing"), None)
            for run in state.comparable:
                against.addItem(self.tr("Compare with %s") % _named(run), run.id)
            against.setCurrentIndex(max(against.findData(state.against), 0))
        against.setEnabled(bool(state.comparable))

    def _show_missed(self, state: EvaluationState) -> None:
        form = self._form
        row = self._missed.index(state.missed)
        if row.isValid():
            form.missed.setCurrentIndex(row)
        missed = state.looked_at
        form.detail.setHtml(missed_html(missed, self._look.tokens) if missed is not None else "")

    def _recolour(self) -> None:
        run = self._state.run
        if run is not None:
            tokens = self._look.tokens
            self._form.settings.setHtml(settings_html(run, self._state.comparison, tokens))
            missed = self._state.looked_at
            self._form.detail.setHtml(missed_html(missed, tokens) if missed is not None else "")

    def _run(self) -> None:
        if self._state.what is not What.FILE:
            self.run_requested.emit("")
            return
        asking = QFileDialog(self, self.tr("Questions"))
        asking.setFileMode(QFileDialog.FileMode.ExistingFile)
        asking.setNameFilters([self.tr("Questions (*.json)"), self.tr("All files (*)")])
        asking.fileSelected.connect(self.run_requested)
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def _choose_what(self, index: int) -> None:
        # A box gives plain text back.
        self.what_chosen.emit(What(self._form.what.itemData(index)))

    def _choose_run(self, index: QModelIndex) -> None:
        row = self._runs.row(index)
        if isinstance(row, Run) and not self._showing:
            self.run_chosen.emit(row.id)

    def _choose_against(self, index: int) -> None:
        self.comparison_chosen.emit(self._form.against.itemData(index))

    def _choose_missed(self, index: QModelIndex) -> None:
        if index.isValid() and not self._showing:
            self.missed_chosen.emit(index.row())


def _id_of(run: Run) -> RunId:
    return run.id


def _asked_of(missed: Missed) -> tuple[str, str]:
    return missed.group, missed.asked


def _spoken_run(run: Run) -> str:
    return f"{title_of(run)}, {caption_of(run)}"


def _spoken_missed(missed: Missed) -> str:
    return f"{missed.asked}, {missed_caption(missed)}"


def _painted_run(run: Run) -> Painted:
    return _ICONS[run.report.kind], "muted", title_of(run), caption_of(run)


def _painted_missed(missed: Missed) -> Painted:
    return "help", "muted", missed.asked, missed_caption(missed)


def _named(run: Run) -> str:
    return f"{run.id}: {title_of(run)}, {run.at.astimezone():%d %b, %H:%M}"
