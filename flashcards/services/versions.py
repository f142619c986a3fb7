"""Later versions of an article: what is new in them, and which cards have lost their sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flashcards.core.articles import Article, BlockKind, SourceKind, Span
from flashcards.core.judgements import KNOWN_BEFORE, plain_sentence
from flashcards.core.sentences import sentences_of
from flashcards.services.articles import Analysed
from flashcards.store import articles as articles_table
from flashcards.store import notes as notes_table
from flashcards.store import versions as versions_table
from flashcards.store.library import Library

#: Files of the same name are versions of each other if so many of the sentences are the same.
_SHARED = 1 / 3


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from the article `earlier_id` to a later version of it.

    `new` are the spans of the sentences that only the later version has; `gone` are the notes whose sentence
    it no longer has. Nothing has been done about either.
    """

    earlier_id: int
    new: tuple[Span, ...]
    gone: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LaterVersion:
    """A later version of an article of the library, not stored yet.

    `whole` has the cards of all its sentences, `news` those of its new sentences only, which may be none.
    """

    whole: Analysed
    news: Analysed
    difference: Difference


class VersionService:
    """Compares an article that was just read with what the library has of it. Changes nothing."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def earlier(self, article: Article) -> int | None:
        """The id of the article that this one is a later version of, if the library has one.

        The address must be the same; or the file's name, and a third of the sentences.
        """
        source = article.source
        with self._library.reading() as connection:
            if source.kind is SourceKind.WEB:
                same = versions_table.with_link(connection, source.link, article.key)
                return same[0] if same else None
            if source.kind is not SourceKind.FILE:
                return None
            named = versions_table.with_name(connection, source.name, article.key)
            for article_id in named:
                known = articles_table.get(connection, article_id)
                if known is not None and _share(known, article) >= _SHARED:
                    return article_id
        return None

    def later(self, found: Analysed) -> LaterVersion | None:
        """What could be kept of an article if the library has an earlier version of it, else None."""
        earlier_id = self.earlier(found.article)
        if earlier_id is None:
            return None
        return LaterVersion(
            found, self.only_new(found, earlier_id), self.difference(found.article, earlier_id)
        )

    def difference(self, article: Article, earlier_id: int) -> Difference:
        """What changed since an earlier version, and the versions before that."""
        earlier, notes = self._known(earlier_id)
        new = tuple(span for span in _spans(article) if not earlier.has(article.quote(span)))
        now = _Sentences([article])
        gone = tuple(note_id for note_id, sentence in notes if not now.has(sentence))
        return Difference(earlier_id, new, gone)

    def only_new(self, found: Analysed, earlier_id: int) -> Analysed:
        """Stop the cards whose sentence an earlier version had: they were proposed then."""
        earlier, _notes = self._known(earlier_id)
        quote = found.article.quote
        candidates = tuple(
            replace(each, gate=KNOWN_BEFORE)
            if not each.gate and earlier.has(quote(each.draft.evidence))
            else each
            for each in found.candidates
        )
        return replace(found, candidates=candidates)

    def _known(self, earlier_id: int) -> "tuple[_Sentences, list[tuple[int, str]]]":
        """The sentences of a version and of those before it, and the notes made of them with theirs."""
        with self._library.reading() as connection:
            ids = versions_table.chain(connection, earlier_id)
            articles = [each for id_ in ids if (each := articles_table.get(connection, id_)) is not None]
            by_id = {article.id: article for article in articles}
            notes = notes_table.of_articles(connection, ids)
        return _Sentences(articles), [
            (note.id, by_id[note.article_id].quote(note.evidence))
            for note in notes
            if note.article_id in by_id and note.evidence is not None
        ]


class _Sentences:
    """The sentences of articles, to look others up in, however they are set."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._single: set[str] = set()
        whole: list[str] = []
        for article in articles:
            self._single.update(plain_sentence(article.quote(span)) for span in _spans(article))
            whole.extend(_folded(article.quote(block.span)) for block in article.blocks)
        self._whole = "\n".join(whole)

    def has(self, sentence: str) -> bool:
        """Whether a sentence is there: as one of the sentences, or inside a block where ends are unclear."""
        if plain_sentence(sentence) in self._single:
            return True
        folded = _folded(sentence)
        return folded.endswith((".", "!", "?")) and folded in self._whole


def _spans(article: Article) -> Iterable[Span]:
    """The sentences of an article's body."""
    for block in article.blocks:
        if block.is_body and block.kind is not BlockKind.HEADING:
            yield from sentences_of(article, block)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _share(one: Article, other: Article) -> float:
    """How many of the sentences of the shorter article are in the other."""
    first, second = ({plain_sentence(each.quote(span)) for span in _spans(each)} for each in (one, other))
    return len(first & second) / max(1, min(len(first), len(second)))
