"""Putting actions into menus."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from flashcards.gui.theme import Scheme


def add_action(
    menu: QMenu, text: str, call: Callable[[], object], keys: QKeySequence.StandardKey | str | None = None
) -> QAction:
    """Add an action that calls something, with its shortcut."""
    action = QAction(text, menu)
    if keys is not None:
        action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _checked=False: call())
    menu.addAction(action)
    return action


def add_shortcut(
    page: QWidget, keys: QKeySequence.StandardKey | str, call: Callable[[], object]
) -> QShortcut:
    """Let keys call something while the focus is anywhere on a page."""
    shortcut = QShortcut(QKeySequence(keys), page)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(call)
    return shortcut


def add_schemes(menu: QMenu, current: Scheme, choose: Callable[[Scheme], object]) -> None:
    """Add the choice of colours, one of which is ticked."""
    group = QActionGroup(menu)
    words = {
        Scheme.SYSTEM: menu.tr("Colours of the system"),
        Scheme.LIGHT: menu.tr("Light"),
        Scheme.DARK: menu.tr("Dark"),
    }
    for scheme, text in words.items():
        action = add_action(menu, text, partial(choose, scheme))
        action.setCheckable(True)
        action.setChecked(scheme is current)
        group.addAction(action)
