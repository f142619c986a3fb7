"""Colours, type scale and icons: a palette and a style sheet made from a few named colours."""

import json
import re
from enum import StrEnum
from functools import lru_cache
from html import escape

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from flashcards.core.direction import with_quotes_isolated
from flashcards.paths import bundled

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "accentText",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accentText",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "panel",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "line",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)

#: The type scale, as shares of the system's text size.
SCALE = {"small": 0.9, "muted": 1.0, "body": 1.0, "heading": 1.25, "title": 1.7, "number": 2.2}

#: The spacings that layouts use, in pixels.
TIGHT, SMALL, MEDIUM, LARGE, WIDE = 4, 8, 12, 16, 24


class Scheme(StrEnum):
    """Which colours to use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Applies a scheme to the application and hands out its colours and icons."""

    changed = Signal()

    def __init__(self, application: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__()
        self._application = application
        self.scheme = scheme
        self._colors: dict[str, str] = {}
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.use(scheme)

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use."""
        if self.scheme is Scheme.SYSTEM:
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.scheme is Scheme.DARK

    def use(self, scheme: Scheme) -> None:
        """Change the colours of the whole program."""
        self.scheme = scheme
        name = "dark" if self.is_dark else "light"
        self._colors = colors(name)
        self._application.setPalette(_palette(self._colors))
        self._application.setStyleSheet(_style_sheet(self._colors, name))
        self.changed.emit()

    def name(self, color: str) -> str:
        """A colour of the theme as `#rrggbb`."""
        return self._colors[color]

    def color(self, color: str) -> QColor:
        """A colour of the theme for painting."""
        return QColor(self._colors[color])

    def icon(self, name: str, color: str = "text", selected: str = "") -> QIcon:
        """An icon in a colour of the theme, and in another where the item is selected."""
        icon = QIcon(_pixmap(name, self._colors[color]))
        if selected:
            icon.addPixmap(_pixmap(name, self._colors[selected]), QIcon.Mode.Selected)
        return icon

    def pixmap(self, name: str, color: str, size: int, ratio: float) -> QPixmap:
        """An icon as a picture of `size` pixels, sharp on a screen with that pixel ratio."""
        return _pixmap(name, self._colors[color], size, ratio)

    def _follow_system(self) -> None:
        if self.scheme is Scheme.SYSTEM:
            self.use(Scheme.SYSTEM)


@lru_cache(maxsize=2)
def colors(name: str) -> dict[str, str]:
    """The named colours of "light" or "dark"."""
    path = bundled("resources") / "styles" / f"{name}.json"
    loaded: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def scaled(widget: QWidget, level: str) -> None:
    """Give a widget the text size and style of a level of the type scale."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * SCALE[level])
    widget.setFont(font)
    widget.setProperty("level", level)


class _Label(QLabel):
    """Shows names from right to left so that the sentence around them stays as it is."""

    def setText(self, text: str) -> None:
        """Show a sentence."""
        super().setText(with_quotes_isolated(text))


def label(text: str, level: str = "body", parent: QWidget | None = None) -> QLabel:
    """A label that shows plain text only, whatever the text holds."""
    made = _Label(parent)
    made.setText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(level in ("muted", "small", "error"))
    scaled(made, level if level in SCALE else "body")
    made.setProperty("level", level)
    return made


def as_tip(text: str) -> str:
    """Words of an article or a card for a tooltip, which Qt would take for HTML if they look like it."""
    if "<" not in text and "&lt;" not in text:
        return text
    return f'<p style="white-space: pre-wrap">{escape(text, quote=False)}</p>'


def _palette(named: dict[str, str]) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(named[name]))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(named["muted"]))
    return palette


def _style_sheet(named: dict[str, str], name: str) -> str:
    """The style sheet in the named colours; arrows that are styled need pictures, whose colours stand in them."""
    folder = bundled("resources") / "styles"
    arrows = {each: (folder / f"{name}-{each}.svg").as_posix() for each in ("up", "down")}
    template = (folder / "app.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda match: (named | arrows)[match[1]], template)


@lru_cache(maxsize=256)
def _pixmap(name: str, color: str, size: int = 20, ratio: float = 2.0) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    source = (bundled("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
