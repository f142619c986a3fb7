"""Which keys mean what in study, whatever the keyboard's layout."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

CONFIRMING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NUMBERS = {"1", "2", "3", "4"}


def confirms(event: QKeyEvent) -> bool:
    """Whether a key shows the answer, or takes the rating that stands out."""
    return event.key() in CONFIRMING and _is_plain(event)


def number_of(event: QKeyEvent) -> int:
    """The number from 1 to 4 that a key writes, else 0."""
    return int(event.text()) if event.text() in _NUMBERS and _is_plain(event) else 0


def _is_plain(event: QKeyEvent) -> bool:
    """Whether nothing but the number pad or Shift (which some layouts need for digits) was held."""
    allowed = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    return not event.modifiers() & ~allowed
