"""Which words of a sentence are worth hiding."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from flashcards.analysis.lexicon import CLASS_NOUNS, GENERIC_HEADS, META_NOUNS, word_set
from flashcards.analysis.memory import after_article
from flashcards.analysis.phrases import asides, phrase, subtree
from flashcards.analysis.place import Place
from flashcards.analysis.predicates import STRANDING
from flashcards.analysis.repair import VERB_FORMS
from flashcards.analysis.unaskable import unaskable, was_just_named
from flashcards.core.vocabulary import says_something

_UNFIT = re.compile(r"\(|,(?!\d)| but |\bones?$|^(?:you|we|they|it|he|she) ")
_UNFIT_PAIR = re.compile(
    r"\(| but |\bthe rest$|^(?:first|second|third|other)\b|\b(?:and|or|ones?)$|^[^,]*, or [^,]*$"
)
_LESSER = frozenset({"relcl", "acl", "appos", "conj", "cc", "prep", "punct", "det", "predet", "advcl"})
_SPANS = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "decades"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_GAP_ROLES = frozenset({"dobj", "pobj", "attr", "nsubj", "nsubjpass", "appos", "oprd", "conj", "ROOT"})
#: A counted word of so many letters is a unit, no verb: "5 to 15 mg a day".
_UNIT = 2
#: More gaps than this of one sentence are not considered.
MOST = 4


def gaps_of(tokens: list[Token], place: Place) -> Iterator[str]:
    """What could be hidden, the most telling part first."""
    hidden = ((token, _hidden_text(token, place)) for token in tokens)
    scored = [(_telling(token, text, place), -token.i, text) for token, text in hidden if text]
    for _score, _, text in sorted(scored, reverse=True)[:MOST]:
        yield text


def _hidden_text(token: Token, place: Place) -> str:
    """What a gap on a word hides; nothing where the word makes no gap."""
    if token.pos_ in _NOUNS and token.dep_ in _GAP_ROLES:
        return _joined_text(token, place) or _gap_text(token, place)
    if token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd", "ccomp"} and token.i > token.head.i:
        return _quality_text(token, place)
    if token.dep_ == "npadvmod" and any(c.dep_ == "nummod" for c in token.children):
        return _gap_text(token, place)
    return ""


def _joined_text(token: Token, place: Place) -> str:
    """Two or three things said in one breath, hidden together: "learning and memory", "mood, sleep and appetite"."""
    if token.dep_ == "conj" or token.i in place.wording.names:
        return ""
    members, last = [token], token
    while (
        after := next((c for c in last.children if c.dep_ == "conj" and c.pos_ in _NOUNS), None)
    ) is not None:
        members.append(after)
        last = after
    if not 2 <= len(members) <= 3 or any(m.lemma_.lower() in META_NOUNS for m in members):
        return ""
    dropped = [c for m in members for c in m.children if c.dep_ in {"relcl", "acl", "appos", "advcl"}]
    dropped += [c for c in token.children if c.dep_ in {"det", "predet"}]
    dropped += [c for c in last.children if c.dep_ == "prep" and c.lower_ != "of"]
    kept = subtree(token, without=dropped)
    text = _QUANTITY.sub("", phrase(kept, place.wording))
    if _is_no_pair(members):
        return ""
    whole = kept[-1].i - kept[0].i + 1 == len(kept)
    fits = whole and len(text.split()) <= 7 and not _UNFIT_PAIR.search(text) and kept[-1].pos_ != "ADV"
    return text if fits and says_something(text) else ""


def _is_no_pair(members: list[Token]) -> bool:
    """Whether words that the parser joined are no two things side by side.

    A second name ("triphosphate, or ATP"), a verb ("into the wrong shape and sticks together"), the end of one
    phrase and the beginning of the next ("at low frequencies and place at high ones").
    """
    first, *others = members
    last = others[-1]
    after = last.nbor(1) if last.i + 1 < len(last.doc) else last
    named_again = any(c.lower_ == "or" and c.nbor(-1).text == "," for c in first.children if c.dep_ == "cc")
    verb = any(m.tag_ in {"NNS", "NN"} and m.lower_ in VERB_FORMS and m.nbor(-1).dep_ == "cc" for m in others)
    crossed = after.pos_ == "ADP" and after.lower_ == first.head.lower_
    return (named_again and len(members) == 2) or (verb and after.pos_ in {"ADV", "ADP", "DET"}) or crossed


def _gap_text(token: Token, place: Place) -> str:
    """The noun with its own modifiers, and an "of" phrase when the noun says little alone."""
    weak = token.lemma_.lower() in GENERIC_HEADS or token.lemma_.lower() in _MEASURING
    if named := place.wording.names.get(token.i):
        return named if token.pos_ in _NOUNS and _is_name(named, place) else ""
    if token.i in place.wording.names or unaskable(token, weak, place):
        return ""
    if _is_misread(token):
        names = [c for c in token.children if c.dep_ == "compound" and c.i < token.i]
        text = phrase(names, place.wording)
        return text if says_something(text) else ""
    kept = _before_bracket(token, subtree(token, without=_lesser_parts(token, weak)))
    text = _LATE.sub("", _QUANTITY.sub("", phrase(kept, place.wording)))
    if text.lower().rstrip("s") == place.memory.topic.lower().rstrip("s"):
        return ""
    fits = 1 <= len(text.split()) <= 7 and len(text) > 2 and not _UNFIT.search(text)
    return text if fits and says_something(text) else ""


def _is_name(text: str, place: Place) -> bool:
    """Whether what a noun stands for can be hidden in its place: a short name other than the topic."""
    topical = after_article(text).lower().rstrip("s") == place.memory.topic.lower().rstrip("s")
    return not topical and 1 <= len(text.split()) <= 4 and not _UNFIT.search(text) and says_something(text)


def _lesser_parts(token: Token, weak: bool) -> list[Token]:
    """The parts of a noun phrase that its gap leaves standing."""
    parts = [c for c in token.children if _is_lesser(c, token, weak)]
    if token.right_edge.i > token.i + 1:
        parts += [t for t in token.subtree if t.i > token.i and t.dep_ in {"relcl", "acl"}]
    return parts


def _is_lesser(child: Token, noun: Token, weak: bool) -> bool:
    """Whether a branch of a noun only adds to what a gap on the noun hides."""
    dep = child.dep_
    if dep in _LESSER:
        return not (weak and child.lower_ == "of") and child.tag_ != "HYPH"
    if dep == "poss":
        return child.pos_ == "PRON" or child.tag_ == "WP$"
    return child.i > noun.i and dep in {"amod", "advmod", "acomp", "prt"}


def _before_bracket(token: Token, tokens: list[Token]) -> list[Token]:
    """The words of a phrase up to a bracket that opens after its head."""
    bracket = next((t.i for t in token.doc[token.i + 1 : token.right_edge.i + 1] if t.text == "("), None)
    return tokens if bracket is None else [t for t in tokens if t.i < bracket]


def _is_misread(token: Token) -> bool:
    """Whether a noun is more likely the verb of its clause: "alcohol suppresses", "the three coincide"."""
    before = [c for c in token.children if c.i < token.i]
    counted = any(c.dep_ == "nummod" and c.lower_ != "one" for c in before)
    unit = len(token.text) <= _UNIT
    if (counted and not unit and not token.text.endswith("s")) or any(
        t.tag_ in {"VB", "VBP"} and t.dep_ != "compound" for t in token.subtree if t.i < token.i
    ):
        return True
    joined = any(c.dep_ == "compound" for c in before)
    if token.dep_ == "dobj" and token.head.lemma_ in {"make", "let", "see", "help"}:
        return token.tag_ == "NN" and joined
    if any(c.lower_ in {"a", "an"} for c in before) and token.tag_ == "NN":
        return False  # a verb of one thing would end in s
    return _runs_on(token, joined) or (token.lower_ in VERB_FORMS and _is_verb_form(token, before))


def _runs_on(token: Token, joined: bool) -> bool:
    """Whether what follows shows a verb ("a by-product called NAPQI piles up") or a time ("constipation years before")."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token
    goes = after.lower_ in {"away", "apart"} and joined
    return goes or (token.tag_ == "NNS" and after.dep_ == "prt") or (joined and token.lower_ in _SPANS)


def _is_verb_form(token: Token, before: list[Token]) -> bool:
    """Whether a word that can be a verb has something to act on, or somebody who acts."""
    doer = next((c for c in reversed(before) if c.dep_ == "compound"), None)
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if doer is not None and after is not None and after.dep_ == "det":
        return True  # "its offspring inherit a faulty gene"
    if doer is not None and (doer.tag_ in {"NNS", "NNPS"}) is token.text.endswith("s"):
        return False  # "blood flow" is no blood that flows
    followed = after is not None and after.pos_ in {"NOUN", "PROPN", "DET", "PRON", "ADJ"}
    return followed or (token.dep_ not in {"oprd", "attr"} and any(c.dep_ != "det" for c in before))


def _quality_text(token: Token, place: Place) -> str:
    """What is said of the subject: an adjective with what it governs ("less responsive to vasopressin")."""
    if token.lemma_.lower() in _DULL:
        return ""
    later = [c for c in token.children if c.i > token.i and c.dep_ not in {"prep", "pcomp"}]
    kept = subtree(token, without=[*later, *asides(token)])
    while kept[-1].dep_ == "cc":
        kept = kept[:-1]
    text = phrase(kept, place.wording)
    verbal = any(t.tag_ in {"VB", "VBP", "VBZ"} or t.dep_ == "nsubj" for t in token.subtree if t.i < token.i)
    cut = (
        token.i + 1 < len(token.doc)
        and token.right_edge.i + 1 < len(token.doc)
        and token.doc[token.right_edge.i + 1].pos_ in _NOUNS
    )
    fits = len(text.split()) <= 6 and not re.search(r"[(,]", text) and not verbal and not cut
    return text if fits and says_something(text) else ""


_QUANTITY = re.compile(
    r"^(?:finally|then|now|later|first|every|certain|some|various|several|another|other|such|most|many|meanwhile|notably|especially|roughly|about|so|example|instance"
    r"|least(?= \w+ (?:percent|day|week|month|year|hour|minute|time))|(?:by|over|than|up to|at least|only)(?= \d)) "
)
_LATE = re.compile(r" (?:further|again|too|alone|either|together|first|later|instead|itself|themselves)$")
_DULL = word_set(
    """responsible involved present absent useful useless effective ineffective unnoticed exhausting disappointing
    prone well ill able likely unlikely clear unclear important possible impossible available known unknown due aware same different
    common rare certain sure hard easy true right wrong clear clearer"""
)
_MEASURING = word_set("""level amount release production activity number rate share part lack loss half""")


#: What follows these is the name of what the sentence speaks of.
_NAMES = word_set("""know call term name dub""")
_ROLES = {"dobj": 1.2, "attr": 0.7, "pobj": 0.9, "appos": 0.9, "oprd": 1.2, "conj": 0.7, "npadvmod": 0.7}


def _telling(token: Token, text: str, place: Place) -> float:
    """How much a gap is worth: names and objects before subjects, never the topic."""
    topic = place.memory.topic.lower()
    score = _ROLES.get(token.dep_, 0.6) + _content(token, text, place) + _position(token)
    if was_just_named(token, place):
        score -= 1.5
    return score - 1.0 if topic and topic in text.lower() else score


def _content(token: Token, text: str, place: Place) -> float:
    """Names, numbers and recurring terms tell more than short common words."""
    score = min(0.4, 0.15 * (place.memory.counts[token.lemma_.lower()] - 1))
    if text.lower() in place.memory.kinds or any(c.isupper() or c.isdigit() for c in text[1:]):
        score += 0.6
    if " " in text:
        score += 0.4
    counted = any(c.dep_ == "nummod" and c.lower_ not in {"one", "two"} for c in token.children)
    if counted or any(c.isdigit() for c in text):
        score += 0.5
    if " " not in text and token.lemma_.lower() in CLASS_NOUNS:
        score -= 0.6
    return score - 0.5 if text.islower() and len(text) <= 6 else score


def _position(token: Token) -> float:
    """The end of the main clause tells more than what goes before it or only adds to it."""
    score = 0.0
    holders = [token, *(t for t in token.ancestors if t.dep_ in _SUBJECTS)]
    if any(t.lemma_.lower() in META_NOUNS for t in holders):
        score -= 1.0
    if any(t.dep_ in {"advcl", "relcl"} for t in token.ancestors):
        score -= 0.3
    root = token.sent.root
    first = next((c for c in root.children if c.dep_ in _SUBJECTS), root)
    if token.i < first.left_edge.i:
        score -= 0.5
    if token.dep_ == "oprd" and token.head.lemma_.lower() in _NAMES:
        return score + 0.5
    if token.dep_ != "pobj":
        return score
    if token.head.lower_ == "as" and token.head.head.lemma_.lower() in _NAMES:
        return score + 0.8
    if token.head.lower_ == "as" and token.head.i and token.head.nbor(-1).lower_ == "such":
        score += 0.5
    bound = token.head.lower_ in STRANDING and token.head.head.pos_ == "VERB"
    return score + 0.3 if bound else score
