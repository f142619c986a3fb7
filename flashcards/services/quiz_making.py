"""Making a quiz: cards drawn by lot, the questions that they allow, and kinds in turn."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from flashcards.core.articles import Span
from flashcards.core.cards import Card
from flashcards.core.errors import NotFound
from flashcards.core.progress import Report, silent
from flashcards.core.quizzes import Question, QuestionKind, Quiz, QuizSpec
from flashcards.services.maps import MapService
from flashcards.study.quiz.drawing import Candidate, draw, of_few_articles

if TYPE_CHECKING:
    from flashcards.services.quiz_material import MaterialReader
    from flashcards.writing.quiz.material import Material

#: Questions of several cards at once.
_TOGETHER = (QuestionKind.MATCH, QuestionKind.LABEL)
#: So many cards are looked at for questions of several cards.
_LOOKED_AT = 80
#: So many cards are looked at for each question, to have all kinds in turn; then any kind will do.
_PATIENCE = 6
#: They are of so many articles: pairs and maps are made within one.
_ARTICLES = 5


class QuizMaker:
    """Makes one quiz; nothing is written."""

    def __init__(
        self, reader: "MaterialReader", maps: MapService, spec: QuizSpec, report: Report = silent
    ) -> None:
        self._reader = reader
        self._maps = maps
        self._spec = spec
        self._report = report
        self._known: dict[int, Material | None] = {}
        self._asked: dict[int, dict[QuestionKind, Question]] = {}
        self._used: set[int] = set()
        self._sentences: set[tuple[int, Span]] = set()
        self._answers: set[tuple[int, str]] = set()
        self._kinds: Counter[QuestionKind] = Counter()

    def make(self, cards: Mapping[int, Card], candidates: Sequence[Candidate]) -> Quiz:
        """Up to as many questions as are wanted; raises `NotFound` where not one good question can be asked."""
        spec = self._spec
        together = list(self._together(cards, candidates))
        questions = [*together, *self._alone(cards, candidates, spec.number - len(together))]
        if not questions:
            raise NotFound("No good question can be asked about these cards in these ways.")
        _lot(spec.seed, "order").shuffle(questions)
        return Quiz(spec, tuple(questions))

    def _alone(
        self, cards: Mapping[int, Card], candidates: Sequence[Candidate], number: int
    ) -> list[Question]:
        """Questions of one card each: first every kind in its share, then, where too few cards allow that, any kind."""
        kinds = [kind for kind in self._spec.kinds if kind not in _TOGETHER]
        if QuestionKind.ORDER in kinds and len(kinds) > 1 and not any(each.ordered for each in candidates):
            kinds.remove(QuestionKind.ORDER)
        if not kinds or number <= 0:
            return []
        share = -(-number // len(kinds))
        most = _PATIENCE * number
        looked_at = 0

        def in_share(card_id: int) -> Question | None:
            nonlocal looked_at
            looked_at += 1
            if looked_at > most:
                return None
            self._report(0.95 * looked_at / most, "making questions")
            return self._chosen(cards[card_id], kinds, share)

        def any_kind(card_id: int) -> Question | None:
            return self._chosen(cards[card_id], kinds, number)

        made: list[Question] = []
        # Steps in their order are few, so that they come first; then every kind has its share, and any kind the rest.
        for some, most_now, ask in (
            (
                [each for each in candidates if each.ordered],
                share if QuestionKind.ORDER in kinds else 0,
                in_share,
            ),
            (candidates, number, in_share),
            (candidates, number, any_kind),
        ):
            free = [each for each in some if each.card_id not in self._used]
            made += draw(free, min(most_now, number - len(made)), self._spec.seed, ask)
        return made

    def _chosen(self, card: Card, kinds: Sequence[QuestionKind], share: int) -> Question | None:
        """The question of the kind that was asked least so far, of those asked less often than their share."""
        material = self._material(card)
        # What one question says must not answer another.
        if material is None or place_of_sentence(material) in self._sentences:
            return None
        answer = (material.draft.article_id, material.answer.casefold())
        if answer in self._answers:
            return None
        found = self._allowed(card, kinds)
        under = [kind for kind in sorted(found) if self._kinds[kind] < share]
        if not under:
            return None
        lot = _lot(self._spec.seed, f"kind of {card.id}")
        kind = min(under, key=lambda each: (self._kinds[each], lot.random()))
        self._kinds[kind] += 1
        self._used.add(card.id)
        self._sentences.add(place_of_sentence(material))
        self._answers.add(answer)
        return found[kind]

    def _allowed(self, card: Card, kinds: Sequence[QuestionKind]) -> dict[QuestionKind, Question]:
        from flashcards.writing.quiz.single import questions_of

        if card.id not in self._asked:
            material = self._material(card)
            lot = _lot(self._spec.seed, str(card.id))
            self._asked[card.id] = {} if material is None else questions_of(material, kinds, lot)
        return self._asked[card.id]

    def _together(self, cards: Mapping[int, Card], candidates: Sequence[Candidate]) -> Iterator[Question]:
        """Questions that take several cards: their share of the quiz, no card in two of them."""
        spec = self._spec
        wanted = [kind for kind in _TOGETHER if kind in spec.kinds]
        if not wanted:
            return
        few = of_few_articles(candidates, _ARTICLES, spec.seed)
        materials = draw(few, _LOOKED_AT, spec.seed, lambda card_id: self._material(cards[card_id]))
        makers: dict[QuestionKind, Callable[[list[Material]], Iterator[Question]]] = {
            QuestionKind.MATCH: self._matches,
            QuestionKind.LABEL: self._labels,
        }
        left = spec.number
        for place, kind in enumerate(wanted):
            only = len(wanted) == len(spec.kinds)
            share = left // (len(wanted) - place) if only else spec.number // len(spec.kinds)
            for question in makers[kind](materials):
                ids = {each.card_id for each in question.basis}
                said = {
                    place_of_sentence(material) for material in materials if material.basis.card_id in ids
                }
                if share <= 0:
                    break
                if ids & self._used or said & self._sentences:
                    continue
                self._used |= ids
                self._sentences |= said
                share, left = share - 1, left - 1
                yield question

    def _matches(self, materials: list["Material"]) -> Iterator[Question]:
        from flashcards.writing.quiz.pairs import matches

        return matches(materials, _lot(self._spec.seed, "match"))

    def _labels(self, materials: list["Material"]) -> Iterator[Question]:
        from flashcards.writing.quiz.labels import labels

        articles = dict.fromkeys(
            each.draft.article_id for each in materials if each.basis.article_id is not None
        )
        for article_id in articles:
            ground = self._maps.ground(article_id)
            mine = [each for each in materials if each.draft.article_id == article_id]
            yield from labels(ground.found, ground.chains, mine, _lot(self._spec.seed, f"map {article_id}"))

    def _material(self, card: Card) -> "Material | None":
        if card.id not in self._known:
            self._known[card.id] = self._reader.of(card)
        return self._known[card.id]


def place_of_sentence(material: "Material") -> tuple[int, Span]:
    """The sentence that a card asks about: its article and its place there."""
    return material.draft.article_id, material.draft.evidence


def _lot(seed: int, what: str) -> Random:
    return Random(f"{seed}:{what}")  # noqa: S311 (only mixes)
