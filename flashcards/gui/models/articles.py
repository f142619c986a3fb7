"""How a table shows articles."""

from PySide6.QtCore import QCoreApplication

from flashcards.core.articles import ArticleSummary
from flashcards.core.clock import from_milliseconds
from flashcards.gui.models.table import Column


def article_columns() -> list[Column[ArticleSummary]]:
    """An article's title, how much of it is covered, what waits, and how well its cards are known."""
    return [
        Column(_tr("Article"), lambda each: each.title),
        Column(_tr("Words"), lambda each: str(each.words), number=True),
        Column(_tr("Facts covered"), lambda each: f"{each.covered} / {each.facts}", number=True),
        Column(_tr("To judge"), lambda each: str(each.waiting), number=True),
        Column(_tr("Cards"), lambda each: str(each.cards), number=True),
        Column(_tr("Mastered"), _mastery, number=True),
        Column(_tr("Added"), _added),
    ]


def _mastery(article: ArticleSummary) -> str:
    return "" if article.mastery is None else f"{article.mastery:.0%}"


def _added(article: ArticleSummary) -> str:
    return from_milliseconds(article.added_at).astimezone().strftime("%d %b %Y")


def _tr(text: str) -> str:
    return QCoreApplication.translate("articles", text)
