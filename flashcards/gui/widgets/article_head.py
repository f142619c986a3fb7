"""Where an article came from, above its text: author, date, licence, pages, and its address."""

from datetime import date
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFrame, QHBoxLayout

from flashcards.core.articles import Article, SourceKind
from flashcards.core.wording import counted
from flashcards.gui.theme import LARGE, SMALL, TIGHT, as_tip, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.safe_browser import open_link

#: More of what a page says about itself is not shown.
_LONGEST = 90


class ArticleHead(QFrame):
    """Hidden where nothing is known. A click on the address opens it in the browser; nothing else is ever asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("articleHead")
        self._address = ""
        self._words = label("", "small")
        self._link = button("", self._open, kind="quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, TIGHT, SMALL, TIGHT)
        layout.setSpacing(SMALL)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._link)

    def show_article(self, article: Article) -> None:
        """Show what the article's own file or page says."""
        words = described(article)
        site = site_of(article.source.link)
        self._address = article.source.link if site else ""
        self._words.setText(words)
        self._link.setText(_short(site.removeprefix("www.")))
        tip = self.tr("Opens {address} in the browser").format(address=_short(self._address))
        self._link.setToolTip(as_tip(tip))
        self._link.setAccessibleName(tip)
        self._link.setVisible(bool(site))
        self.setVisible(bool(words or site))

    def _open(self) -> None:
        open_link(QUrl(self._address))


def described(article: Article) -> str:
    """Author, date, licence, pages and file of an article in one line; what is not known is left out."""
    source = article.source
    file = source.name if source.kind in (SourceKind.FILE, SourceKind.PASTE) else ""
    pages = counted(len(article.pages), "page") if article.pages else ""
    parts = (source.author, _day(source.date), source.licence, file, pages)
    return " · ".join(_short(" ".join(part.split())) for part in parts if part.strip())


def site_of(link: str) -> str:
    """The host of a web address; empty for anything that a browser should not be sent to."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("http", "https") else ""


def _day(stated: str) -> str:
    try:
        day = date.fromisoformat(stated[:10])
    except ValueError:
        return stated
    return f"{day.day} {day:%b %Y}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
