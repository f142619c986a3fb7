"""What is chosen for the window outlives it."""

import pytest

from flashcards.gui.main_window import MainWindow
from flashcards.gui.preferences import Preferences


def test_choices_are_kept_in_a_file(tmp_path):
    path = tmp_path / "not there yet" / "window.json"
    Preferences(path).keep("one", "yes")
    Preferences(path).keep("two", "dark")
    kept = Preferences(path)
    assert (kept.text("one"), kept.text("two"), kept.text("three")) == ("yes", "dark", "")


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"one": 3}', '{"other": "1"}'])
def test_a_file_that_makes_no_sense_gives_nothing(tmp_path, text):
    path = tmp_path / "window.json"
    path.write_text(text, encoding="utf-8")
    assert Preferences(path).text("one") == ""


def test_where_nothing_can_be_saved_the_choice_holds_for_now(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    preferences = Preferences(tmp_path / "file" / "window.json")
    preferences.keep("one", "yes")
    assert preferences.text("one") == "yes"


def test_the_window_takes_up_what_was_chosen_before(qtbot, theme, app, stocked, tmp_path):
    stocked(2)
    path = tmp_path / "window.json"
    for number in range(2):
        window = MainWindow(theme, Preferences(path))
        qtbot.addWidget(window)
        window.show()
        window.show_app(app)
        window.start_study("")
        if not number:
            assert window.study._desk.typed.isHidden()
            qtbot.keyClicks(window.study, "wt")
        assert window.study._desk.typed.isVisible()
        assert window.study._desk.why.isVisible()
        window._app = None  # the library stays open for the second window
        window.close()
