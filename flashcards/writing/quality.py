"""The gates: each says why a card is not good enough, or nothing."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from flashcards.core.articles import Article, Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact
from flashcards.core.vocabulary import says_something
from flashcards.writing.references import points_outside, speaks_of_text
from flashcards.writing.seams import is_torn
from flashcards.writing.shapes import GAP
from flashcards.writing.surface import is_balanced, is_doubled
from flashcards.writing.words import GENERIC, STOP, content, stem, words

LONGEST_ANSWER = 25
LONGEST_QUESTION = 30

_SECOND_QUESTION = re.compile(
    r"\b(?:what|which|who|why|how)\b.*(?:\band|,) (?:what|which|who|why|how) (?:is|are|do|does|may|can)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"^(?:is|are|was|were|do|does|did|can|could|may|might|must|will|would|should|has|have|had)\b",
    re.IGNORECASE,
)
#: "Do not take it if you are pregnant" asks nothing.
_FORBIDS = re.compile(r"^do(?: not|n['’]t)\b", re.IGNORECASE)
_QUESTION_WORD = re.compile(r"\b(?:what|which|who|whose|when|where|why|how)\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:may|might|can|could|would|possibl[ey]|perhaps|probabl[ey]|likely|potential\w*|seem\w*"
    r"|appear\w*|suggest\w*|thought|"
    r"believe[sd]?|suspect\w*|hypothes\w+|theor\w+|sometimes|often|usual\w*|typical\w*|tends?|some|idea"
    r"|explanation|view|account|"
    r"propos\w+|concern\w*|risk|according)\b",
    re.IGNORECASE,
)
#: Seams that show where words were lost: "of, dominates", "and?", "which, is".
_RAGGED = re.compile(
    r"\b(?:(?<!rid )of|(?<!rushes )(?<!coming )(?<!comes )(?<!taken )(?<!flows )(?<!pours )(?<!let )in"
    r"|(?<!react )(?<!reacts )to|by|with|for|from|and|or|the|(?-i:an?)|that|which|than|as|most|some), "
    r"(?!(?:possibly|perhaps|often|sometimes|for|in|at|if|when|as|to|unless|once|after|because|by|with|under|on)\b)"
    r"|\b(?:very|so|too) little\?|^what do(?:es)? you \w+ing\b|\bof a different kind\.$|, the \w+est\."
    r"|, [A-Z]\.$|, (?:and|or) [\w-]+\?$|,? (?:and|or|the|a|an|that|which|by which)[.?](?:\s|$)"
    r"|— ?—|\b(?:including|such as|namely)[.?]|^(?:what|which \w+) (?:is |are )?to\b"
    r"|^what do (?:an?|each|every) |\bought to \w+\?|\bdo (?:\w+ )?(?:investigators|researchers|scientists|authors) point to\?"
    r"|\bof (?:is|are|was|were|has|have|may|can)\b|\b(?:is|are) (?!always)[a-z]+s (?:to )?[a-z]+ together\b",
    re.IGNORECASE,
)
#: Remarks on the state of knowledge, and on what the reader should bear in mind.
_KNOWLEDGE = re.compile(
    r"\b(?:is|are|was|were|remains?|has|have) (?:(?:still|not|less|far from|yet|been|fully|entirely|completely|well|so far) )+"
    r"(?:clear|settled|known|understood|certain|unclear|debated|disputed|limited|established|proven|resolved)\b"
    r"|\bremains? (?:unclear|unknown|uncertain|open|a mystery)\b"
    r"|\b(?:is|are|was|were) (?:\w+ )?(?:interesting|exciting|promising|encouraging|cautious|sceptical|skeptical)\.$"
    r"|\b(?:is|are) (?:unknown|not known|anyone's guess)\b|^either way\b|^like (?:all|any|every|other) "
    r"|\bimportant to (?:note|be aware|remember|know|understand)\b|\bworth (?:noting|remembering)\b"
    r"|\b(?:mixed|conflicting) (?:results|findings)\b|\bnot without risks?\b|\bmore research\b"
    r"|\bhave been (?:advanced|put forward|proposed) to explain\b|\bwho (?:was|were) not involved\b"
    r"|\bstill (?:arguing|debating|at odds|argued|debated|disputed|discussed|puzzles?|a mystery|a puzzle)\b"
    r"|\bunder (?:study|debate|discussion|investigation)\b|\bpublished (?:on|this|last) \w+|\b(?:is|are) no clearer\b"
    r"|\bbook\b.* published\b|\bat the heart of the (?:matter|question|debate)\b|\btheories (?:have )?(?:compete|vie)"
    r"|\bdebate (?:changes|goes|continues|has|is)\b"
    r"|\b(?:is|are|remains?) (?:still )?(?:being studied|under investigation|a matter of debate|an open question)\b"
    r"|\b(?:nobody|no one) (?:(?:quite|really|yet|fully|exactly) )*(?:knows|understands)\b"
    r"|\b(?:anybody|anyone)['’]s guess\b|\bhard(?:er)? to (?:say|tell|know|explain)\b|^whatever the\b"
    r"|^there (?:is|are|was|were) (?:also )?(?:an? |some |many |several |two |three )?(?:\w+ )?"
    r"(?:reason|way|theor|idea|view|explanation|doubt|question|hope|(?:worr|concern|sign|evidence)\w*(?! that))"
    r"|\bis nothing (?:for|to)\b|\bto beat\.?$|\b(?:picture|story|truth|plot) (?:has|have|is|was|turn(?:s|ed)) (?!of|in)"
    r"|\b(?:has|have) (?:long )?puzzled\b|\b(?:lucky|happy) accident\b|\bwaste of (?:a|time|money)\b|\broutes? to trouble\b"
    r"|\bwarn(?:s|ed)? against (?:hasty|jumping)\b|\bnot (?:quite |that |all that )?so (?:neat|simple|tidy|easy|clear-cut)\.?$"
    r"|\b(?:is|are|was|were) (?:simply )?all about\b|\bbelongs? on the list\b"
    r"|^(?:what happens )?if (?:\w+ ){0,2}(?:trials?|stud(?:y|ies)|results?|findings?) (?:agree|confirm|hold|succeed|show|support)"
    r"|\b(?:the|a|an) (?:textbook|short|simple|standard|obvious|honest) answer\b",
    re.IGNORECASE,
)
#: Questions of which the small model lost the sense: "Why is strictly speaking a prohormone?", "What was put by Dixon?".
_LOST = re.compile(
    r"^why (?:is|are|was|were|does|do) (?:strictly|generally|technically|broadly|roughly) |^what (?:was|were) put by\b"
    r"|\bshould your (?:doctor|nurse|pharmacist)\b|\bdid (?:\w+ ){0,3}stud(?:y|ies) (?:link|report|find)\b|\bsomething else\b"
    r"|^what (?:is|are) (?:\w+ ){1,4}(?:contains?|produces?|releases?|possess(?:es)?) |^what (?:get|take|make|give) (?!.*\bdo(?:es)?\b)"
    r"|^what do(?:es)? [\w -]+ (?:lie|fall|stand|live|sit|range|come|go)\?",
    re.IGNORECASE,
)
#: A gap that ends inside a number; one that took the verb with it.
_CUT_NUMBER = re.compile(r"\d\}\},\d|\d,\{\{")
_VERBAL = re.compile(r" \w+(?:fies|izes|yses)$")
_WHATEVER = re.compile(
    r"(?:some|any|every|no)thing(?: else)?|(?:the |some |many |most )?(?:skeptics|sceptics|supporters|critics|opponents|advocates"
    r"|historians|biologists|engineers|neuroscientists|dermatologists|physiologists)",
    re.IGNORECASE,
)
_ASKS_WHAT = re.compile(r"(?:[^,?]+, )?(?:what|which \w+) (?!happen)", re.IGNORECASE)
#: An answer to "what" begins with no place or time.
_PLACED = re.compile(
    r"(?:between|at|from|on|into|onto|over|under|with|within|to|for|about \d)\b", re.IGNORECASE
)
#: Things so general that nobody learns anything by naming them.
_ANY_THING = re.compile(
    r"(?:the |an? |some |many |most )?(?:cells?|molecules?|plants?|animals?|proteins?|chemicals?|substances?|traits?|genes?|people"
    r"|groups?|tissues?|organs?|things?)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"; |, (?:but|although|though|yet) ")
#: What says nothing of what a thing is.
_NO_KIND = re.compile(
    r"^(?:an?|the) (?:\w+ ){0,2}(?:story|number(?! of)|deal|lot|question(?! of)|mystery|pity|shame|surprise|mistake|myth|bit|joke|puzzle"
    r"|start|goal|hope|dream|answer|comfort|relief)\b",
    re.IGNORECASE,
)
#: A question about "a normal one" does not say of what.
_SOME_ONE = re.compile(r"\b(?:an?|the) (?!first|last|only)[a-z-]+ one\b")
_TO_THE_READER = re.compile(
    r"(?:^|[.] )(?:we|us)\b|\bwe(?:'ve| (?:have|had|need|must|know|want|hope|found|saw|see|think|believe|can|could|will|did|do|tell"
    r"|should))\b"
    r"|\b(?:let's|our (?:results?|study|findings?|data|team|work))\b"
    r"|\bI (?:am|was|have|had|think|believe|feel|know|see|like|want|will|would|can|do|did|say)\b"
    r"|\byou can (?:also )?(?:order|read|find|book|download|sign|contact|call|subscribe|watch|listen|learn)\b"
    r"|\b[Oo]ur (?:app|website|site|shop|clinic|newsletter|free|online)\b"
    r"|(?:^|[.,] )[Yy]ou\b(?! (?:should|must|may|can|might|cannot|have an? (?:higher|lower|greater)|are (?:most|more|less|at)) )"
    r"|, (?:said|says) (?:Dr |Prof |Professor )?[A-Z]"
    r"|\bhelps? you (?:understand|know|see)\b"
    r"|\byou (?:know|understand|remember|want|wonder|think|might (?:think|wonder))\b"
)
_UNTIDY = re.compile(r"\s[,.;:?!](?:\s|$)|,\s*\?|https?://|\*\*|\]\(")
_PLURAL_POINTER = re.compile(r"\b(?:they|them|their)\b")
#: What "their" can mean: a word in -s, a plural without it, or two things.
_PLURAL = re.compile(
    r"[a-z]{2,}[^s\W]s\b|\b(?:people|children|men|women|mice|bacteria|fungi|data|and)\b", re.IGNORECASE
)
_HANGS = re.compile(r"(?:which|who|whose|whereas|although)\b", re.IGNORECASE)
_CUT_OFF = re.compile(r"\b(?:and|or|the|a|an|(?<!rid )of|in|by|to|with|from|that|which)$", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:not|no|never|cannot|hardly|scarcely|without|rarely|nor|neither|little)\b|n['’]t\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """What the gates know of an article: its text, the stems of its words, where its body's blocks begin and end."""

    text: str
    stems: frozenset[str]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, article: Article) -> "Page":
        """The page of an article."""
        bodies = sorted((b.span.start, b.span.end) for b in article.blocks if b.is_body)
        stems = frozenset(stem(w) for w in words(article.text))
        return cls(article.text, stems, tuple(start for start, _ in bodies), tuple(end for _, end in bodies))

    def holds(self, span: Span) -> bool:
        """Whether a span lies within one block of the body."""
        place = bisect_right(self.starts, span.start) - 1
        return place >= 0 and span.start < span.end <= self.ends[place]


@dataclass(frozen=True)
class Card:
    """A draft with what the gates need to know about it."""

    draft: Draft
    fact: Fact
    page: Page

    @cached_property
    def visible(self) -> str:
        """The question as the student sees it."""
        return GAP.sub("[...]", self.draft.question)

    @cached_property
    def whole(self) -> str:
        """All of the card's words; the gap cards of one statement have the same."""
        if self.draft.type is CardType.CLOZE:
            return GAP.sub(lambda m: m[1], self.draft.question)
        return f"{self.draft.question} {self.draft.answer}"


def not_empty(card: Card) -> bool:
    """Question and answer say something."""
    return bool(card.draft.question.strip() and content(card.draft.answer))


def evidence_in_body(card: Card) -> bool:
    """The evidence lies within one block of the body."""
    return card.page.holds(card.draft.evidence)


def self_contained(card: Card) -> bool:
    """Nothing in the card leans on what it does not name."""
    if points_outside(card.visible.replace("[...]", "")):
        return False
    if card.draft.type is CardType.BASIC and _SOME_ONE.search(card.draft.question):
        return False
    if card.draft.type is CardType.BASIC and (match := _PLURAL_POINTER.search(card.draft.question)):
        return bool(_PLURAL.search(card.draft.question[: match.start()]))
    return not points_outside(card.draft.answer, card.visible)


def no_text_reference(card: Card) -> bool:
    """The card is about its matter, not about the article."""
    return not speaks_of_text(card.whole)


def not_to_the_reader(card: Card) -> bool:
    """The card states its matter and does not talk to somebody."""
    return not _found(_TO_THE_READER, card.whole)


def short_answer(card: Card) -> bool:
    """The answer can be said in one breath."""
    return len(card.draft.answer.split()) <= LONGEST_ANSWER


def short_question(card: Card) -> bool:
    """The question can be grasped at one reading."""
    return len(card.visible.split()) <= LONGEST_QUESTION


def one_fact(card: Card) -> bool:
    """One question, and an answer of one sentence with at most three listed items."""
    answer = card.draft.answer
    if re.search(r"[.!?]\s+[A-Z]", answer) or _SECOND_QUESTION.search(card.visible):
        return False
    items = [
        i
        for i in re.split(r"[;\n]|,(?!\d)|\s(?:and|or)\s", re.sub(r",\s*(?:and|or)\s", ", ", answer))
        if i.strip()
    ]
    return card.draft.type is CardType.CLOZE or len(items) <= 3


def not_given_away(card: Card) -> bool:
    """The answer's words are not already in the question."""
    asked = set(content(card.visible))
    answer = content(card.draft.answer)
    return sum(w in asked for w in answer) < 0.67 * len(answer)


def not_yes_or_no(card: Card) -> bool:
    """The question cannot be answered by yes or no."""
    return card.draft.type is CardType.CLOZE or not _AUXILIARY.match(card.draft.question)


def hedge_kept(card: Card) -> bool:
    """What the text leaves uncertain stays uncertain."""
    if not card.fact.hedge or _HEDGE.search(card.visible) or _HEDGE.search(card.draft.answer):
        return True
    return any(word in card.whole.lower() for word in card.fact.hedge.lower().split())


def polarity_kept(card: Card) -> bool:
    """What the text denies is denied on the card."""
    return not card.fact.negated or bool(_NEGATION.search(card.whole))


def grounded_words(card: Card) -> bool:
    """No word of the answer is foreign to the article."""
    known = card.page.stems
    strange = [w for w in content(card.draft.answer) if w not in known]
    return all(any(w[:5] == k[:5] for k in known if len(k) > 4) for w in strange)


def specific(card: Card) -> bool:
    """The question holds at least one word that narrows it down."""
    return any(
        w not in STOP and w not in GENERIC and stem(w) not in GENERIC and len(w) > 2
        for w in words(card.visible.replace("[...]", " "))
    )


def enough_context(card: Card) -> bool:
    """A gap card shows at least four words besides its gap."""
    return card.draft.type is not CardType.CLOZE or len(words(card.visible.replace("[...]", " "))) >= 4


def asks_for_something(card: Card) -> bool:
    """What is hidden or answered names something: not "the same amount", not "a message"."""
    hidden = [match[1] for match in GAP.finditer(card.draft.question)] or [card.draft.answer]
    empty = _NO_KIND.match(card.draft.answer) or _ANY_THING.fullmatch(card.draft.answer)
    if card.draft.type is CardType.BASIC and empty:
        return False
    return all(says_something(text) and not _WHATEVER.fullmatch(text) for text in hidden)


def says_matter(card: Card) -> bool:
    """The claim is about its matter, not about how much is known of it."""
    return not _speaks_of_knowledge(card.fact.statement)


@lru_cache(maxsize=256)
def _speaks_of_knowledge(statement: str) -> bool:
    return bool(_KNOWLEDGE.search(_CONTRAST.split(statement, maxsplit=1)[0]))


def well_formed(card: Card) -> bool:
    """The surface is clean: question mark, brackets, no doubled word, no leftovers."""
    question, answer = card.draft.question, card.draft.answer
    asked = card.whole if card.draft.type is CardType.CLOZE else question
    if _HANGS.match(answer) or (answer.startswith("By ") and " than by " in answer):
        return False
    if not _is_tidy(asked) or not _is_tidy(answer) or _found(_RAGGED, asked) or _CUT_OFF.search(answer):
        return False
    if card.draft.type is CardType.CLOZE:
        if _CUT_NUMBER.search(question) or any(_VERBAL.search(m[1]) for m in GAP.finditer(question)):
            return False
        asks = _AUXILIARY.match(question) and not _FORBIDS.match(question)
        return bool(GAP.search(question)) and "?" not in question and not asks
    if _found(_LOST, question) or (_ASKS_WHAT.match(question) and _PLACED.match(answer)):
        return False
    return question.endswith("?") and question.count("?") == 1 and bool(_QUESTION_WORD.search(question))


def nothing_torn_out(card: Card) -> bool:
    """Nothing was left out of the sentence without which the rest means something else."""
    span = card.draft.evidence
    source = card.page.text[span.start : span.end]
    if card.draft.type is CardType.CLOZE:
        return not is_torn(card.whole, source)
    return not is_torn(card.draft.answer, source) and not is_torn(card.draft.question, source)


@lru_cache(maxsize=1024)
def _is_tidy(text: str) -> bool:
    """Whether no seam shows: no doubled word, no blank before a stop, no mark-up, brackets in pairs."""
    return not is_doubled(text) and not _UNTIDY.search(text) and is_balanced(text)


@lru_cache(maxsize=1024)
def _found(cue: re.Pattern[str], text: str) -> bool:
    """Whether a cue stands in a text; a statement makes many cards, so its answer is kept."""
    return bool(cue.search(text))


#: Every gate with the name that is shown when it stops a card.
GATES: tuple[tuple[str, Callable[[Card], bool]], ...] = (
    ("empty", not_empty),
    ("evidence not in the body", evidence_in_body),
    ("badly formed", well_formed),
    ("torn out of its sentence", nothing_torn_out),
    ("not self-contained", self_contained),
    ("speaks of the text", no_text_reference),
    ("speaks to the reader", not_to_the_reader),
    ("long answer", short_answer),
    ("long question", short_question),
    ("more than one fact", one_fact),
    ("gives the answer away", not_given_away),
    ("yes or no", not_yes_or_no),
    ("hedge lost", hedge_kept),
    ("polarity lost", polarity_kept),
    ("asks for nothing in particular", asks_for_something),
    ("speaks of what is known", says_matter),
    ("foreign words", grounded_words),
    ("vague", specific),
    ("too little context", enough_context),
)


def first_failure(card: Card) -> str:
    """The name of the first gate that stops a card, empty when it passes all."""
    return next((name for name, passes in GATES if not passes(card)), "")
