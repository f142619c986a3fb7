"""What is chosen for the window outlives it."""

import pytest

from flashcards.gui.main_window import MainWindow
from flashcards.gui.models.preferences import Preferences, WindowChoices
from flashcards.gui.theme import Scheme


def test_choices_are_kept_in_a_file(tmp_path):
    path = tmp_path / "not there yet" / "window.json"
    Preferences(path).change(typing=True)
    Preferences(path).change(scheme="dark")
    assert Preferences(path).chosen == WindowChoices(scheme="dark", typing=True)
    assert [each.name for each in path.parent.iterdir()] == ["window.json"]


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"scheme": 3, "typing": "yes"}', '{"other": 1}'])
def test_a_file_that_makes_no_sense_gives_the_defaults(tmp_path, text):
    path = tmp_path / "window.json"
    path.write_text(text, encoding="utf-8")
    assert Preferences(path).chosen == WindowChoices()


def test_where_nothing_can_be_saved_the_choice_holds_for_now(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    preferences = Preferences(tmp_path / "file" / "window.json")
    preferences.change(why=True)
    assert preferences.chosen.why


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
            window._choose_scheme(Scheme.DARK)
        assert window.study._desk.typed.isVisible()
        assert window.study._desk.why.isVisible()
        window._app = None  # the library stays open for the second window
        window.close()
    assert Preferences(path).chosen == WindowChoices("dark", typing=True, why=True)
