"""Shows a card's sides as HTML that can run nothing and reach nothing."""

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from flashcards.gui.theme import WIDE, Theme
from flashcards.gui.widgets.chain_html import pictured
from flashcards.gui.widgets.safe_browser import SafeBrowser, open_link


class CardView(QFrame):
    """The card's frame with its text, at most some 60 characters a line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self._html = ""
        self._browser = SafeBrowser(self)
        self._browser.setAccessibleName(self.tr("Card"))
        self._browser.anchorClicked.connect(open_link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        layout.addWidget(self._browser)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 110)
        theme.changed.connect(self._refresh)

    def show_side(self, html: str, *, announce: str = "") -> None:
        """Show one side; `announce` is spoken by a screen reader."""
        self._html = html
        self._refresh()
        if announce:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._browser, announce))

    def pass_keys_to(self, page: QWidget) -> None:
        """Let a page look at keys first: a click puts the focus on the text."""
        self._browser.installEventFilter(page)

    def use_media(self, media: Callable[[str], bytes]) -> None:
        """Show pictures that a card names, from what `media` gives."""
        self._browser.media = media

    def text(self) -> str:
        """What is shown, as plain text."""
        return self._browser.toPlainText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text where it rests the eye."""
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Place the text once the size is known."""
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        """Let short text begin a quarter down the card; long text begins at the top."""
        document = self._browser.document()
        shape = document.rootFrame().frameFormat()
        shape.setTopMargin(0)
        document.rootFrame().setFrameFormat(shape)
        spare = self._browser.viewport().height() - document.size().height()
        shape.setTopMargin(max(0.0, spare * 0.25))
        document.rootFrame().setFrameFormat(shape)

    def _refresh(self) -> None:
        size = self.font().pointSizeF()
        name = self._theme.name
        self._browser.document().setDefaultStyleSheet(
            f"div, td {{ font-size: {size * 1.7:.1f}pt; }}"
            f".role {{ font-size: {size:.1f}pt; color: {name('muted')}; margin-bottom: 18px; }}"
            f".math {{ font-style: italic; }} .hint, .sound {{ color: {name('muted')}; }}"
            f".cloze {{ color: {name('accent')}; font-weight: 600; }}"
            f".effect {{ font-size: {size * 1.1:.1f}pt; color: {name('muted')}; }}"
            f".answer {{ margin-top: 10px; }}"
            f".source {{ font-size: {size * 1.15:.1f}pt; color: {name('muted')}; }}"
            f".origin, .student {{ font-size: {size:.1f}pt; color: {name('muted')}; margin-top: 6px; }}"
            f"a {{ color: {name('accent')}; }}"
        )
        self._browser.show_html(f'<div align="center">{self._with_bar(self._pictured())}</div>')
        self._place()

    def _pictured(self) -> str:
        return pictured(self._html, self._theme.name("muted"))

    def _with_bar(self, html: str) -> str:
        """Our own templates' source stands at the end; Qt draws its bar only as a table cell."""
        before, mark, source = html.partition('<div class="source">')
        if not mark:
            return html
        bar = f'<td width="3" bgcolor="{self._theme.name("accent")}"></td>'
        return (
            f'{before}<p>&nbsp;</p><table width="100%" cellspacing="0" cellpadding="0"><tr>{bar}'
            f'<td width="12"></td><td align="left">{mark}{source}</td></tr></table>'
        )
