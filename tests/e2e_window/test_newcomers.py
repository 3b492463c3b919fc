"""A newcomer is made the author's own before it is let in."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loredesk.domain.proposals import ProposalState
from tests.e2e_window.conftest import until

TURN = "In the Kettle I meet Bettany Crake, a clockmender with one green glass eye."


async def edited(program):
    """Play until a newcomer is proposed, and press Edit on it."""
    await program.ready()
    program.type_turn(TURN)
    await program.answered()
    await program.proposed()
    review = program.joined.review
    newcomer = next(one for one in review._state.proposals if one.title == "Bettany Crake")
    review.choose(newcomer.id)
    program.press_in_review(Qt.Key.Key_E)
    form = program.joined.review_pane._editor._form
    await until(form.title.isVisible, "the editor")
    await until(lambda: form.category.count() > 0, "the categories")
    return newcomer, form


def write(field, words):
    """Write *words* with the keyboard in place of what stands in a field."""
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, words)


async def test_a_newcomer_is_let_in_with_all_the_author_made_of_it(open_program):
    async with open_program(demo=True) as program:
        newcomer, form = await edited(program)
        assert form.title.text() == newcomer.entity.title
        assert form.category.currentText() == newcomer.entity.category
        assert form.text.toPlainText() == newcomer.entity.content

        write(form.title, "Bettany Clock")
        write(form.category, "Artisan")
        write(form.aliases, "Bettany Crake, the clockmender")
        write(form.tags, "glass eye, Kettle")
        write(form.text, "She mends what others stop.")
        program.joined.review_pane._form.accept.click()
        rows = program.joined.lore
        await until(
            lambda: "Bettany Clock" in {row.title for row in rows._state.rows}, "the newcomer"
        )

        view = await program.desk.library.entry(newcomer.entry_id, program.session)
        assert view.entry.title == "Bettany Clock"
        assert view.entry.category == "artisan"
        assert view.entry.aliases == ("Bettany Crake", "the clockmender")
        assert view.entry.tags == ("glass eye", "Kettle")
        assert view.entry.content == "She mends what others stop."
        assert view.own_fields == {"title", "category", "aliases", "tags", "content"}
        assert (await program.desk.library.facets(view.entry.world_id, program.session)).categories[
            "artisan"
        ]


async def test_a_name_somebody_has_is_refused_and_the_rest_is_kept(open_program):
    async with open_program(demo=True) as program:
        newcomer, form = await edited(program)
        write(form.title, "Dagny Roe")
        write(form.tags, "glass eye")

        program.joined.review_pane._form.accept.click()
        review = program.joined.review
        await until(lambda: review._state.notice is not None, "the refusal")

        assert "'Dagny Roe' already" in review._state.notice.sentence
        assert form.title.isVisible()
        assert form.tags.text() == "glass eye"
        kept = await program.desk.review.proposal(newcomer.id)
        assert kept.state is ProposalState.OPEN

        write(form.title, "Bettany Crake")
        program.joined.review_pane._form.accept.click()
        await until(lambda: newcomer not in review._state.proposals, "the newcomer let in")
        view = await program.desk.library.entry(newcomer.entry_id, program.session)
        assert view.own_fields == {"tags"}
