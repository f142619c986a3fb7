"""The page of figures: read in the background, as pictures, in words, as tables and as files."""

import csv
from datetime import timedelta
from random import Random

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from flashcards.core.reviews import CardState, Rating
from flashcards.gui.theme import Scheme
from flashcards.gui.widgets.bar_chart import Bar, BarChart, Part
from flashcards.gui.widgets.progress_bars import calibration_words, hours_words, streak_words
from flashcards.services.figures import Calibration, Day


@pytest.fixture
def studied(app, clock, stocked):
    """Nine cards, studied by chance for forty days."""
    stocked(9)
    chance = Random(5)
    for _day in range(40):
        while (shown := app.study.next()) is not None:
            app.study.answer(shown.card.id, chance.choices(tuple(Rating), (1, 1, 6, 1))[0], 5000)
            clock.advance(seconds=30)
        clock.advance(days=1)
    clock.advance(days=-1)


@pytest.fixture
def progress(window, studied, qtbot):
    """The page with its figures."""
    window.go(window.progress)
    qtbot.waitUntil(lambda: window.progress._panels["recall"]._table is not None)
    return window.progress


def test_without_answers_and_cards_the_page_says_so(window, qtbot):
    window.go(window.progress)
    qtbot.waitUntil(lambda: window.progress._stack.currentIndex() == 1)


def test_every_figure_is_filled_and_told_in_words(progress, app):
    figures = app.figures.all()
    assert set(progress._panels) == {
        *("calendar", "retention", "forecast", "recall", "mastery", "buttons"),
        *("calibration", "stability", "difficulty", "hours"),
    }
    for name, panel in progress._panels.items():
        assert panel.chart.cells, name
        assert panel.chart.accessibleName(), name
        assert panel.chart.accessibleDescription(), name
        assert panel._words.text(), name
    answers = sum(day.answers for day in figures.calendar)
    assert progress.heatmap.accessibleDescription() == f"{answers} answers on {len(figures.calendar)} days"
    assert len(progress.heatmap.cells) > 364
    assert len(progress.bars["forecast"].cells) == 30
    assert progress.retention.cells[0].words.startswith("All: ")


def test_keys_walk_through_the_cells(progress, window, qtbot):
    heatmap = progress.heatmap
    panel = progress._panels["calendar"]
    told = panel._words.text()
    heatmap.setFocus()
    qtbot.keyClick(heatmap, Qt.Key.Key_End)
    assert panel._words.text() == heatmap.cells[-1].words
    last = heatmap.cells[heatmap._at]
    qtbot.keyClick(heatmap, Qt.Key.Key_Left)
    assert heatmap._at == len(heatmap.cells) - 2
    qtbot.keyClick(heatmap, Qt.Key.Key_Home)
    qtbot.keyClick(heatmap, Qt.Key.Key_Down)
    assert heatmap._at == 1
    qtbot.keyClick(heatmap, Qt.Key.Key_Up)
    qtbot.keyClick(heatmap, Qt.Key.Key_Up)
    assert heatmap._at == 0
    assert last.words != heatmap.cells[0].words
    heatmap._point(-1)
    assert panel._words.text() == told


def test_the_mouse_is_told_what_it_points_at(progress, qtbot):
    chart = progress.bars["buttons"]
    cell = chart.cells[5]
    with qtbot.waitSignal(chart.pointed) as heard:
        at, none = cell.place.center(), Qt.MouseButton.NoButton
        move = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(chart, move)
    assert heard.args == [cell.words]


def test_each_figure_is_a_table_too(progress, app):
    panel = progress._panels["buttons"]
    panel.as_table.click()
    assert panel._stack.currentIndex() == 1
    model = panel._model
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(5)] == [
        "State", "Again", "Hard", "Good", "Easy",
    ]  # fmt: skip
    review = app.figures.all().buttons
    shown = {model.index(row, 0).data(): model.index(row, 3).data() for row in range(model.rowCount())}
    assert shown == {state.name.lower(): str(row[Rating.GOOD]) for state, row in review.items()}
    panel.as_table.click()
    assert panel._stack.currentIndex() == 0


def test_a_table_becomes_a_file(progress, window, app, tmp_path, qtbot):
    progress._panels["forecast"]._save()
    dialog = progress.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("forecast.csv")
    dialog.fileSelected.emit(str(tmp_path / "due.csv"))
    dialog.close()
    with (tmp_path / "due.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["due"]) for row in rows] == list(app.figures.forecast(30))
    assert "Wrote due.csv" in window._toast._text.text()
    progress.save(progress._panels["forecast"]._table, tmp_path / "absent" / "due.csv")
    assert "there is no folder" in window._toast._text.text()


def test_the_page_follows_answers_and_the_chosen_time(progress, window, app, clock, qtbot):
    before = progress.today.text()
    clock.advance(days=1)
    while (shown := app.study.next()) is None:
        clock.advance(days=1)
    _log, changes = app.study.answer(shown.card.id, Rating.GOOD, 61_000)
    window.bus.announce(changes)
    qtbot.waitUntil(lambda: progress.today.text() == "1 answer today in 1 minute")
    assert before != progress.today.text()
    year, buttons = progress.heatmap.accessibleDescription(), progress.bars["buttons"]
    whole = buttons.accessibleDescription()
    progress._period.setCurrentIndex(0)
    qtbot.waitUntil(lambda: buttons.accessibleDescription() != whole)
    assert progress.heatmap.accessibleDescription() == year, "the squares are always those of a year"
    good = app.figures.buttons(30)[CardState.NEW][Rating.GOOD]
    assert f"new, Good: {good} of" in buttons.accessibleDescription()
    shown_now = buttons.accessibleDescription()
    progress._filled(progress._number - 1, progress._summed(1))
    assert buttons.accessibleDescription() == shown_now, "figures that were overtaken are dropped"


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_every_chart_paints_in_both_schemes(progress, theme, scheme):
    theme.use(scheme)
    for name, panel in progress._panels.items():
        picture = panel.chart.grab().toImage()
        colors = {
            picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)
        }
        assert len(colors) > 3, name


def test_parts_can_be_told_apart_without_colours(progress):
    """Bars of two ratings or states differ in their patterns, or stand under different names."""
    for name, chart in progress.bars.items():
        for bar in chart._bars:
            looks = [part.pattern for part in bar.parts]
            assert len(looks) == len(set(looks)), name
        labels = [(bar.group, bar.label) for bar in chart._bars]
        assert len(labels) == len(set(labels)), name


def test_a_bar_is_as_high_as_its_number(theme, qtbot):
    chart = BarChart(theme, "Test")
    qtbot.addWidget(chart)
    chart.resize(200, 120)
    chart.show_bars(
        [Bar((Part(10.0),), "a", "a: 10"), Bar((Part(5.0),), "b", "b: 5"), Bar((Part(0.0),), "c", "c: 0")]
    )
    picture = chart.grab().toImage().convertToFormat(chart.grab().toImage().format())
    ratio = picture.devicePixelRatio()
    accent = theme.color("accent").rgb()

    def height(number):
        column = round((number + 0.5) * chart.width() / 3 * ratio)
        return sum(picture.pixel(column, y) == accent for y in range(picture.height()))

    assert height(0) > 40
    assert height(1) == pytest.approx(height(0) / 2, abs=2)
    assert height(2) == 0
    assert chart.accessibleDescription() == "a: 10; b: 5; c: 0"


def test_words_say_what_stands_out_and_nothing_from_too_little(clock):
    easy = [Calibration(Rating.GOOD, 10, 100), Calibration(Rating.EASY, 30, 100)]
    assert "press Easy and forget 30%" in calibration_words(easy)
    assert "forgotten the next time it came" in calibration_words(easy[:1])
    assert "Too few" in calibration_words([Calibration(Rating.EASY, 3, 5)])
    hours = [(0, 0)] * 24
    assert "hatched" in hours_words(hours)
    hours[9], hours[22] = (95, 100), (70, 100)
    assert hours_words(hours) == "You recall most at 9:00 (95%) and least at 22:00 (70%)."
    today = clock().date()
    days = [Day(today - timedelta(days=number), 5, 1.0) for number in (1, 2, 3)]
    assert streak_words(days, today, 3) == "Studied on 3 of the last 30 days, 3 in a row now."
    assert "A pause loses nothing" in streak_words(days[2:], today, 0)
    assert streak_words([], today, 0) == "Your days of study will show here."
