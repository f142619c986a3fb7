"""Buttons and boxes in the theme's styles."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QAbstractSpinBox, QMenu, QPushButton, QWidget

from flashcards.gui.theme import SMALL
from flashcards.gui.widgets.menus import add_action


def button(text: str, action: Callable[[], None], *, kind: str = "", tip: str = "") -> QPushButton:
    """A button that calls `action`; `kind` is "primary", "quiet" or empty."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setToolTip(tip)
    made.clicked.connect(lambda _checked=False: action())
    return made


def menu_button(text: str, acts: Sequence[tuple[str, Callable[[], None]]]) -> QPushButton:
    """A quiet button that opens a menu of what is done more rarely."""
    made = QPushButton(text)
    made.setProperty("kind", "quiet")
    menu = QMenu(made)
    for name, act in acts:
        add_action(menu, name, act)
    made.setMenu(menu)
    return made


def roomy(box: QAbstractSpinBox) -> None:
    """Keep the text of a box with arrows off its edge: the style sheet's padding does not reach it."""
    box.lineEdit().setTextMargins(SMALL, 0, 0, 0)


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and let it take effect."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
