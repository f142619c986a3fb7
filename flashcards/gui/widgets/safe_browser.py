"""The one text view for HTML from cards and articles: it can run nothing and reach nothing but the library's pictures."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QImageReader, QPainter, QPen, QTextDocument, QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from flashcards.core.nesting import LONGEST, breakable, is_too_much, strains
from flashcards.core.occlusion import Place
from flashcards.core.rendering import to_text
from flashcards.gui.theme import as_tip
from flashcards.gui.widgets.occlusions import painted

_BESIDE = 24
#: Formats that hold points and nothing else, by how they begin. A drawing (SVG) may name other files, and Qt reads
#: them already when it is asked for the drawing's size.
_FORMATS = (
    (b"\x89PNG\r\n", b"png"),
    (b"\xff\xd8\xff", b"jpeg"),
    (b"GIF8", b"gif"),
    (b"RIFF", b"webp"),
    (b"BM", b"bmp"),
)
#: Points of all pictures of a page: some 0.4 seconds to unpack.
_MOST_POINTS = 50_000_000


def _no_media(_name: str) -> bytes:
    return b""


class SafeBrowser(QTextBrowser):
    """A text view that loads no file and no page; pictures come from `media` and nowhere else.

    `media` gives the bytes of a file by its bare name, none for one that may not be seen. A link under the pointer
    says where it leads; what a click does is up to those who show it (`open_link`).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.media: Callable[[str], bytes] = _no_media
        #: How wide and high pictures may be in pixels, 0 for as wide as the view and as high as they are.
        self.bounds = (0, 0)
        #: Places that are covered, by the name of the picture.
        self.covers: Mapping[str, Sequence[Place]] = {}
        self._points = 0
        self.setOpenLinks(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.highlighted.connect(self._tell)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture of the library, no wider than the view; in place of any other an empty frame.

        A stock browser reads any local file that a card names, and so does ours where this gives nothing: then Qt
        opens the file of that name itself.
        """
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray()
        address = name if isinstance(name, QUrl) else QUrl(name)
        bare = address.path(QUrl.ComponentFormattingOption.FullyDecoded) if address.isRelative() else ""
        data = self.media(bare)
        picture = self._unpacked(data) if data else QImage()
        room = self.viewport().width() - _BESIDE
        if picture.isNull():
            return _frame()
        if places := self.covers.get(bare):
            picture = painted(picture, places)
        width, height = self.bounds
        most = QSize(
            min(each for each in (room, width, picture.width()) if each > 0),
            min(height or picture.height(), picture.height()),
        )
        if most == picture.size():
            return picture
        mode = Qt.TransformationMode.SmoothTransformation
        return picture.scaled(most, Qt.AspectRatioMode.KeepAspectRatio, mode)

    def show_html(self, html: str) -> None:
        """Show HTML; what would hang the layout is shown as plain text instead."""
        self._points = 0
        if is_too_much(html) or strains(html):
            self.setPlainText(breakable(to_text(html)[:LONGEST], "\u200b"))
        else:
            self.setHtml(breakable(html))

    def _unpacked(self, data: bytes) -> QImage:
        """A picture; none for what is no picture, or more points than a page may have."""
        format_ = next((name for begins, name in _FORMATS if data.startswith(begins)), None)
        if format_ is None:
            return QImage()
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, QByteArray(format_))
        reader.setAutoDetectImageFormat(False)
        size = reader.size()
        self._points += max(0, size.width()) * max(0, size.height())
        return QImage() if self._points > _MOST_POINTS else reader.read()

    def _tell(self, address: QUrl) -> None:
        """Say where the link under the pointer leads, whatever its words say."""
        self.setToolTip(as_tip(address.toDisplayString()) if is_web(address) else "")


def _frame() -> QImage:
    """What stands where a picture is missing."""
    made = QImage(20, 16, QImage.Format.Format_ARGB32)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setPen(QPen(Qt.GlobalColor.gray, 1, Qt.PenStyle.DashLine))
    painter.drawRect(0, 0, made.width() - 1, made.height() - 1)
    painter.end()
    return made


def is_web(address: QUrl) -> bool:
    """Whether an address leads to a page of the web, and to nothing on this computer."""
    return address.isValid() and address.scheme() in ("http", "https") and bool(address.host())


def open_link(address: QUrl) -> None:
    """Open a page of the web in the browser, because somebody clicked on it; nothing else is opened."""
    if is_web(address):
        QDesktopServices.openUrl(address)
