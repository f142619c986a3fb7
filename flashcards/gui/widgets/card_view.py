"""Shows a card's sides as HTML that can run nothing and reach nothing."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from flashcards.core.card_styles import CardStyle
from flashcards.core.colours import Colour
from flashcards.core.css_values import colour_of
from flashcards.core.occlusion import places_in
from flashcards.gui.theme import WIDE, Theme
from flashcards.gui.widgets.card_html import fitted
from flashcards.gui.widgets.chain_html import pictured
from flashcards.gui.widgets.safe_browser import SafeBrowser, open_link

_HINTED = re.compile(r'href="hint:([^"]*)"')
_SOUND = re.compile(r'href="sound:([^"]*)"')
_GROUND = re.compile(r"body \{ background-color: (#[0-9a-f]{6})")
#: How much larger than a card's text headings are.
_HEADINGS = {"h1": 1.6, "h2": 1.35, "h3": 1.15, "h4": 1.0, "h5": 0.9, "h6": 0.8}
_EM = re.compile(r"(?<= )(\d+\.\d+)em")


class CardView(QFrame):
    """The card's frame with its text, at most some 60 characters a line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self._html, self._style = "", CardStyle()
        self._hints: list[str] = []
        self._browser = SafeBrowser(self)
        self._browser.setAccessibleName(self.tr("Card"))
        self._browser.anchorClicked.connect(open_link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        layout.addWidget(self._browser)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 110)
        theme.changed.connect(self._refresh)

    def show_side(self, html: str, *, announce: str = "", style: CardStyle | None = None) -> None:
        """Show one side in the style of its note type; `announce` is spoken by a screen reader."""
        self._hints.clear()
        self._html, self._style = _HINTED.sub(self._numbered, html), style or CardStyle()
        self._refresh()
        if announce:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._browser, announce))

    def pass_keys_to(self, page: QWidget) -> None:
        """Let a page look at keys first: a click puts the focus on the text."""
        self._browser.installEventFilter(page)

    def use_media(self, media: Callable[[str], bytes]) -> None:
        """Show pictures that a card names, from what `media` gives."""
        self._browser.media = media

    def use_sounds(self, play: Callable[[str], None]) -> None:
        """Call `play` with the name of a sound whose link is clicked; a hint's link opens the hint."""

        def clicked(address: QUrl) -> None:
            bare = address.path(QUrl.ComponentFormattingOption.FullyDecoded)
            if address.scheme() == "sound":
                play(bare)
            elif address.scheme() == "hint":
                self._open_hint(int(bare))

        self._browser.anchorClicked.connect(clicked)

    @property
    def sounds(self) -> list[str]:
        """The names of the sounds on the side that is shown."""
        return [unquote(each) for each in _SOUND.findall(self._html)]

    def open_hints(self) -> bool:
        """Show every hint of the side; whether there was one."""
        for number in range(len(self._hints)):
            self._open_hint(number)
        return bool(self._hints)

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
        usual = size * 1.7 * self._style.scale
        document = self._browser.document()
        font = document.defaultFont()
        font.setPointSizeF(usual)
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(
            _headings(usual)
            + f".role {{ font-size: {size:.1f}pt; color: {name('muted')}; margin-bottom: 18px; }}"
            f".math {{ font-style: italic; }} .hint, .sound {{ color: {name('muted')}; }}"
            f".cloze {{ color: {name('accent')}; font-weight: 600; }}"
            f".effect {{ font-size: {size * 1.1:.1f}pt; color: {name('muted')}; }}"
            f".answer {{ margin-top: 10px; }}"
            f".source {{ font-size: {size * 1.15:.1f}pt; color: {name('muted')}; }}"
            f".origin, .student {{ font-size: {size:.1f}pt; color: {name('muted')}; margin-top: 6px; }}"
            f"a {{ color: {name('accent')}; }} .origin a {{ font-size: {size:.1f}pt; }}"
            + self._own_style(size * 1.7)
        )
        self._browser.bounds = self._style.pictures
        self._browser.covers = {unquote(name): places for name, places in places_in(self._html).items()}
        shown = self._with_bar(fitted(self._pictured(), self._ground()))
        self._browser.show_html(f'<body><div align="{self._style.align}">{shown}</div></body>')
        self._place()

    def _ground(self) -> Colour:
        """What the words of the card stand on."""
        own = _GROUND.match(self._style.dark if self._theme.is_dark else self._style.light)
        return colour_of(own[1] if own else self._theme.name("base")) or (255, 255, 255)

    def _numbered(self, link: re.Match[str]) -> str:
        self._hints.append(unquote(link[1]))
        return f'href="hint:{len(self._hints) - 1}"'

    def _open_hint(self, number: int) -> None:
        """Put a hint in the place of its link."""
        link = re.compile(rf'<a [^<>]*href="hint:{number}"[^<>]*>.*?</a>', re.DOTALL)
        self._html = link.sub(lambda _link: f'<span class="hint">{self._hints[number]}</span>', self._html)
        self._refresh()

    def _own_style(self, size: float) -> str:
        """What the note type says, with its sizes in points; `size` is that of a card's text."""
        sheet = self._style.dark if self._theme.is_dark else self._style.light
        return _EM.sub(lambda em: f"{float(em[1]) * size:.1f}pt", sheet)

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


def _headings(usual: float) -> str:
    """Style of headings; `usual` is the size of a card's text in points."""
    return "".join(
        f".{name} {{ font-size: {usual * share:.1f}pt; font-weight: 600; margin-top: 8px; margin-bottom: 8px; }}"
        for name, share in _HEADINGS.items()
    )
