"""From an article to the facts it states: the way into this package."""

from flashcards.core.articles import Article
from flashcards.core.facts import Fact
from flashcards.core.progress import Cancel, Report, silent


def find_facts(article: Article, report: Report = silent, cancel: Cancel | None = None) -> tuple[Fact, ...]:
    """The facts of an article's body in the order of the text.

    spaCy and its model are loaded on the first call.
    """
    report(0.0, "loading the language model")
    cancel = cancel or Cancel()
    cancel.check()
    from flashcards.analysis.walk import walk

    return walk(article, report, cancel)
