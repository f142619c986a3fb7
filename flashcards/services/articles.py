"""Reading articles, finding what they claim, and keeping them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flashcards.core.articles import Article, ArticleSummary
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.drafts import Candidate, Draft
from flashcards.core.errors import NotEnglish, NotFound, NothingToLearn
from flashcards.core.facts import Fact
from flashcards.core.judgements import KNOWN_BEFORE, REJECTED_BEFORE, sentence_key
from flashcards.core.progress import Cancel, Report, silent
from flashcards.core.settings import StudySettings
from flashcards.core.text import spaced
from flashcards.services.reading import ArticleReader
from flashcards.store import articles as articles_table
from flashcards.store import drafts as drafts_table
from flashcards.store import judgements as judgements_table
from flashcards.store import versions as versions_table
from flashcards.store.library import Library


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article with all that was found in it, whether or not it is in the library."""

    article: Article
    facts: tuple[Fact, ...]
    candidates: tuple[Candidate, ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The cards that passed every gate, in the article's order."""
        return tuple(candidate.draft for candidate in self.candidates if not candidate.gate)


def with_drafts(found: Analysed) -> Analysed:
    """What was found, if cards are among it; else raises `NothingToLearn` and says why."""
    if found.drafts:
        return found
    title = found.article.title
    if any(candidate.gate == KNOWN_BEFORE for candidate in found.candidates):
        raise NothingToLearn(f"Nothing new was found in “{title}” since it was read before.")
    if any(candidate.gate == REJECTED_BEFORE for candidate in found.candidates):
        raise NothingToLearn(f"Nothing new was found in “{title}”: you rejected its cards before.")
    raise NothingToLearn(
        f"Nothing to learn was found in “{title}”: it seems to explain no mechanism, theory or risk."
    )


#: A shorter body tells less about its language than the whole page does; in characters.
_TELLING = 300


def _must_be_english(article: Article) -> None:
    """Raise `NotEnglish` for an article of which only bad cards could be made."""
    from flashcards.reading.language import other_language

    body = "\n".join(article.quote(block.span) for block in article.blocks if block.is_body)
    if language := other_language(body) or other_language(article.text if len(body) < _TELLING else ""):
        raise NotEnglish(
            f"“{article.title}” seems to be in {language}; cards can be made of English articles only."
        )


def _shipped() -> None:
    """The ranking's weights as they came."""


class ArticleService(ArticleReader):
    """Articles from files, addresses and the clipboard: read, analysed, kept, found again."""

    def __init__(
        self,
        library: Library,
        clock: Clock,
        weights: Callable[[], Mapping[str, float] | None] = _shipped,
        calendar: StudyCalendar | None = None,
    ) -> None:
        """`weights` gives those that rank cards for this library, None for those that came with the program."""
        self._library = library
        self._clock = clock
        self._weights = weights
        self._calendar = calendar or StudyCalendar(None, StudySettings().rollover)

    def analyse(self, article: Article, report: Report = silent, cancel: Cancel | None = None) -> Analysed:
        """Find an article's facts and write its drafts, without storing anything.

        Slow (some seconds): for the background lane. Raises `NothingToLearn` when no draft is left, and
        `NotEnglish` for an article that is plainly in another language.
        """
        return with_drafts(self.explain(article, report, cancel))

    def explain(self, article: Article, report: Report = silent, cancel: Cancel | None = None) -> Analysed:
        """As `analyse`, but an article that holds nothing is a result too.

        A card that the user rejected before is among the candidates, with the gate that says so.
        """
        from flashcards.analysis.pipeline import find_facts
        from flashcards.writing.pipeline import write

        _must_be_english(article)
        report(0.0, "Reading the article")
        facts = find_facts(article, report, cancel)
        if cancel:
            cancel.check()
        report(0.97, "Writing cards")
        fitted = self._weights()
        candidates = write(article, facts) if fitted is None else write(article, facts, fitted)
        found = self.without_rejected(Analysed(article, facts, candidates))
        report(1.0, "Done")
        return found

    def without_rejected(self, found: Analysed) -> Analysed:
        """Stop the cards that the user of this library rejected before for the same sentence and role."""
        from flashcards.writing.rejected import was_rejected

        quote = found.article.quote
        with self._library.reading() as connection:
            judged = judgements_table.of_sentences(
                connection, (quote(draft.evidence) for draft in found.drafts)
            )
        if not judged:
            return found

        def checked(candidate: Candidate) -> Candidate:
            sentence = quote(candidate.draft.evidence)
            known = judged.get(sentence_key(sentence), [])
            stopped = not candidate.gate and was_rejected(candidate.draft, sentence, known)
            return replace(candidate, gate=REJECTED_BEFORE) if stopped else candidate

        return replace(found, candidates=tuple(checked(each) for each in found.candidates))

    def add(self, analysed: Analysed, earlier_id: int | None = None) -> tuple[int, Changes]:
        """Store an article with its facts and drafts; returns its id.

        The same text is the same article: a second reading finds the first and changes nothing.
        `earlier_id` is the article that this one is a later version of; it stays as it is.
        """
        article = analysed.article
        with self._library.writing(f"Add “{article.title}”", Changes.ARTICLES | Changes.DRAFTS) as connection:
            known = articles_table.id_of_key(connection, article.key)
            if known is not None:
                return known, Changes.NOTHING
            article_id = articles_table.add(
                connection, article, analysed.facts, to_milliseconds(self._clock())
            )
            drafts_table.add(connection, article_id, analysed.drafts)
            if earlier_id is not None:
                versions_table.add(connection, article_id, earlier_id)
        return article_id, Changes.ARTICLES | Changes.DRAFTS

    def known(self, article: Article) -> int | None:
        """The id of the article with the same text in the library, if it was read before."""
        with self._library.reading() as connection:
            return articles_table.id_of_key(connection, article.key)

    def all(self, query: str = "") -> list[ArticleSummary]:
        """The articles in the library, the latest first; with a query, those that hold each of its words
        in their title, text, author or source."""
        today = self._calendar.day_of(self._clock())
        with self._library.reading() as connection:
            return articles_table.summaries(connection, today, spaced(query))

    def get(self, article_id: int) -> Article:
        """An article with its blocks; raises `NotFound`."""
        with self._library.reading() as connection:
            article = articles_table.get(connection, article_id)
        if article is None:
            raise NotFound(f"There is no article {article_id}.")
        return article

    def remove(self, article_id: int) -> Changes:
        """Delete an article and its drafts; cards made from it stay."""
        title = self.get(article_id).title
        with self._library.writing(f"Delete “{title}”", Changes.EVERYTHING) as connection:
            articles_table.remove(connection, article_id)
        return Changes.ARTICLES | Changes.DRAFTS
