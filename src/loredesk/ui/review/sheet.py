"""The chosen proposal as one sheet: what it is, what it changes, and what it rests on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from loredesk.domain.proposals import NewEntity, Proposal, ProposalKind
from loredesk.ui.notice import Notice
from loredesk.ui.review.change_card import ChangeCard
from loredesk.ui.review.diff_html import plain_html
from loredesk.ui.review.event_card import EventCard
from loredesk.ui.review.growing_text import GrowingText
from loredesk.ui.review.passages import Change, Kept
from loredesk.ui.review.same_as_card import SameAsCard
from loredesk.ui.review.state import ReviewState
from loredesk.ui.review.words import (
    connections_in_words,
    explained,
    kind_in_words,
    resemblance,
)
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import Role, Tone, set_role
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import plain_label
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.tag_chips import TagChips, chip


class ProposalSheet(QWidget):
    """Shows the chosen proposal of a `ReviewState`; says which changes are ticked."""

    change_ticked = Signal(int, bool)
    same_as_chosen = Signal(str)
    """The newcomer is this entry, which is known already: a `LoreId`."""
    new_chosen = Signal()
    """The newcomer is none of those it resembles."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: tuple[object, ...] = ()
        self._page = QWidget(self)
        self._cards: list[ChangeCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._page)
        self._column.addStretch(1)

    def show_state(self, state: ReviewState) -> None:
        """Show the chosen proposal of *state*; build it anew only where it is another."""
        wanted = (state.chosen, state.standing, tuple(sorted(state.names.items())))
        if wanted != self._shown:
            self._shown = wanted
            self._build(state)
        for card in self._cards:
            card.show_tick(
                choosable=state.has_choice and bool(state.base),
                accepted=card.number in state.ticked,
            )

    def _build(self, state: ReviewState) -> None:
        old, self._page = self._page, QWidget(self)
        self._cards = []
        self._column.replaceWidget(old, self._page)
        old.hide()
        old.deleteLater()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(MEASURES.even, MEASURES.even, MEASURES.even, MEASURES.even)
        column.setSpacing(MEASURES.close)
        if state.chosen is not None:
            self._add_head(column, state.chosen)
            if state.chosen.entity is not None:
                self._add_entity(column, state.chosen.entity, state)
            else:
                self._add_changes(column, state)
            self._add_events(column, state.chosen)
        self._page.show()

    def _add_head(self, column: QVBoxLayout, proposal: Proposal) -> None:
        title = plain_label(self._page, proposal.title, wrap=True)
        set_role(title, "story-title")
        if proposal.entity is None and not proposal.simulated:
            # One chip stands beside the title: what it rests on is then seen without scrolling.
            row = QHBoxLayout()
            row.addWidget(title, 1)
            row.addWidget(chip(self._page, kind_in_words(proposal), "accent"))
            row.setAlignment(Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            self._add_notice(column, explained(proposal))
            return
        column.addWidget(title)
        chips: list[tuple[str, Tone]] = [(kind_in_words(proposal), "accent")]
        if proposal.entity is not None:
            chips.append((proposal.entity.category, "plain"))
        if proposal.simulated:
            chips.append((self.tr("simulated"), "info"))
        marks = TagChips(self._page)
        marks.show_chips(chips)
        column.addWidget(marks)
        self._add_notice(column, explained(proposal))

    def _add_entity(self, column: QVBoxLayout, entity: NewEntity, state: ReviewState) -> None:
        self._add_notice(column, resemblance(entity))
        if state.decidable and entity.resembles_ids:
            question = SameAsCard(entity, self._page)
            question.same_as_chosen.connect(self.same_as_chosen)
            question.new_chosen.connect(self.new_chosen)
            question.allow_new(allowed=state.acceptable)
            column.addWidget(question)
        if entity.aliases:
            self._add_words(column, self.tr("Also called ") + ", ".join(entity.aliases), "muted")
        card = QFrame(self._page)
        set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(MEASURES.even, MEASURES.close, MEASURES.even, MEASURES.close)
        inside.addWidget(self._text(state.proposed))
        column.addWidget(card)
        for line in connections_in_words(entity, state.names):
            self._add_words(column, line, "muted")
        if entity.tags:
            tags = TagChips(self._page)
            tags.show_words(entity.tags)
            column.addWidget(tags)

    def _add_sides(self, column: QVBoxLayout, proposal: Proposal, standing: str) -> None:
        """Show the three sides of an edit that met another text."""
        for name, text in (
            (self.tr("What your edit was made on"), proposal.base_text),
            (self.tr("Your edit"), proposal.proposed),
            (self.tr("What stands here"), standing),
        ):
            self._add_words(column, name, "heading")
            if text.strip():
                side = self._text(text)
                side.setContentsMargins(MEASURES.even, 0, MEASURES.even, 0)
                column.addWidget(side)
            else:
                self._add_words(column, self.tr("Nothing was written."), "muted")
        self._add_words(column, self.tr("What your edit would change here"), "heading")

    def _add_changes(self, column: QVBoxLayout, state: ReviewState) -> None:
        if state.chosen is not None and state.chosen.kind is ProposalKind.MERGE_EDIT:
            self._add_sides(column, state.chosen, state.base)
        if not state.base:
            words = self.tr("There is no note on this yet. This would be its first text:")
            self._add_words(column, words, "caption")
        for passage in state.passages:
            if isinstance(passage, Kept):
                kept = self._text(passage.text)
                kept.setContentsMargins(MEASURES.even, 0, MEASURES.even, 0)
                column.addWidget(kept)
            else:
                self._add_change(column, passage, fresh=not state.base)
        if not state.passages:
            self._add_words(column, self.tr("The text would stay as it is."), "muted")

    def _add_change(self, column: QVBoxLayout, change: Change, *, fresh: bool) -> None:
        card = ChangeCard(self._look, change, self._page, fresh=fresh)
        card.ticked.connect(self.change_ticked)
        self._cards.append(card)
        column.addWidget(card)

    def _add_events(self, column: QVBoxLayout, proposal: Proposal) -> None:
        column.addSpacing(MEASURES.close)
        self._add_words(column, self.tr("What it rests on"), "heading")
        if not proposal.events:
            self._add_words(column, self.tr("No event of the story is named for it."), "muted")
        for event in proposal.events:
            column.addWidget(EventCard(self._look, event, self._page))

    def _add_words(self, column: QVBoxLayout, text: str, role: Role) -> None:
        label = plain_label(self._page, text, wrap=True)
        set_role(label, role)
        column.addWidget(label)

    def _add_notice(self, column: QVBoxLayout, notice: Notice | None) -> None:
        if notice is not None:
            bar = NoticeBar(self._page)
            bar.set_look(self._look)
            bar.show_notice(notice)
            column.addWidget(bar)

    def _text(self, text: str) -> GrowingText:
        shown = GrowingText(self._page)
        shown.set_look(self._look, "story")
        shown.show_html(plain_html(text))
        return shown
