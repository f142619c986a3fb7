"""From tokens to phrases of good English."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from flashcards.analysis.lexicon import CONNECTIVE_PHRASES, CONNECTIVES

_ADDING = frozenset({"relcl", "acl", "appos"})
#: What `tidy` mends; most phrases are clean.
_UNTIDY = re.compile(r"\s{2}|[\n\t]|\s[,.;:?!)’%]|\(\s|\(\)|\[\s*\]|,\s*,|[,;:]\s*[.;:]|[;:],|\s-\s")
_QUOTES = frozenset('"“”„‟«»')
_PHRASES = "|".join(CONNECTIVE_PHRASES)
_ADVERBS = "|".join(sorted(CONNECTIVES))
_MENTIONED = r"as (?:already |just |previously |we have )?(?:mentioned|discussed|noted|described|stated|seen|explained|shown)[^,]{0,40},"
_LEAD = re.compile(
    rf"^(?:(?:{_MENTIONED}|(?:warning|note|caution|important|tip|remember|caveat):|(?:{_PHRASES}),?|(?:{_ADVERBS}),|"
    r"(?:also|then|thus|therefore|hence|moreover|furthermore|instead(?! of)|indeed|meanwhile|but|and|yet"
    r"|so(?! (?:far|many|much|few|little)\b)),?)\s+)+",
    re.IGNORECASE,
)
_INNER = re.compile(
    r",? (?:however|therefore|for example|for instance|moreover|of course|though),(?= )|, though(?=\.?$)"
    r"|,? as (?:[A-Z][\w.]+ ){1,3}(?:put it|puts it|put|said|says),(?= )|,? in turn,?(?= )"
    r"|, by the way(?=[,:;.])|, the \w+ (?:proposes|suggests|says|holds|argues|explains),(?= )",
    re.IGNORECASE,
)


#: Plurals that the parser takes for names or singulars.
_LATIN_PLURAL = re.compile(
    r"(?:bacill|cocc|fung|nucle|vill|stimul|alveol|bronch|thromb|embol|glomerul)i$|(?:alg|larv|vertebr|papill)ae$"
)
#: A conjunction whose second half was left out.
_LOOSE_END = re.compile(r",? (?:and|or|but)\.?$")


@dataclass(slots=True)
class Wording:
    """What replaces single tokens of one document when they are written out.

    `names` maps a token's index to its text, the empty text for tokens that a name swallowed;
    `plurals` says the number of renamed heads; `open` holds references that nothing resolved, `near`
    those whose meaning stands before them in the same sentence, so that the whole sentence can keep them
    (`inside` says how they read there if not as they are).
    `common` are the words that the article also writes in lower case, `proper` those that
    it writes with a capital inside a sentence, `people` the names of those whom it quotes.
    """

    common: frozenset[str]
    proper: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    names: dict[int, str] = field(default_factory=dict)
    plurals: dict[int, bool] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    near: set[int] = field(default_factory=set)
    inside: dict[int, str] = field(default_factory=dict)
    classes: dict[int, str] = field(default_factory=dict)

    def settle(self, token: Token, name: str, plural: bool) -> None:
        """Give a reference its name, or leave it open where there is none."""
        if name:
            self.names[token.i] = name
            self.plurals[token.i] = plural
        else:
            self.open.add(token.i)


def whole_wording(wording: Wording) -> Wording:
    """The wording for a sentence that is kept whole: what it says itself need not be named again."""
    if not wording.near and not wording.inside:
        return wording
    names = {i: name for i, name in wording.names.items() if i not in wording.near} | wording.inside
    return replace(wording, names=names, open=wording.open - wording.near, near=set(), inside={})


def common_words(docs: Iterable[Doc]) -> frozenset[str]:
    """The words that stand somewhere in lower case."""
    return _spellings(docs, "IS_LOWER")


def proper_words(docs: Iterable[Doc]) -> frozenset[str]:
    """The words that stand inside a sentence with a capital."""
    return _spellings(docs, "IS_TITLE", "SENT_START")


def _spellings(docs: Iterable[Doc], flag: str, not_flag: str = "") -> frozenset[str]:
    """The words with one flag of the tokenizer and without another, without making a token of each."""
    found: set[str] = set()
    for doc in docs:
        flags = doc.to_array([flag])
        wanted = flags == 1
        if not_flag:
            wanted &= doc.to_array([not_flag]) != 1
        found.update(doc.vocab.strings[key] for key in set(doc.to_array(["ORTH"])[wanted].tolist()))
    return frozenset(found)


def tokens_where(doc: Doc, **wanted: tuple[str, ...]) -> list[Token]:
    """The tokens whose attributes (named as in spaCy's symbols) have one of the values that are wanted of each."""
    rows = list(range(len(doc)))
    for name, values in wanted.items():
        keys = {doc.vocab.strings[value] for value in values}
        column = doc.to_array([name]).reshape(-1).tolist()
        rows = [i for i in rows if column[i] in keys]
    return [doc[i] for i in rows]


@lru_cache(maxsize=16)
def text_of(sent: Span) -> str:
    """The text of a sentence, which spaCy would join anew from its words at every look."""
    return str(sent.text)


def phrase(tokens: Iterable[Token], wording: Wording) -> str:
    """The tokens in order as running text, with names in place of references."""
    parts: list[str] = []
    previous: Token | None = None
    ordered = _unpaired(sorted(tokens, key=lambda t: t.i))
    for token in ordered:
        if token.text in _QUOTES:
            continue
        name = wording.names.get(token.i)
        text = _case(token, wording) if name is None else name
        if previous is not None and (previous.i + 1 < token.i or previous.whitespace_):
            parts.append(" ")
        parts.append(text)
        previous = token
    return tidy("".join(parts))


def _unpaired(tokens: list[Token]) -> list[Token]:
    """The tokens without the two commas that were left of a removed aside between subject and verb."""
    if all(t.text != "," for t in tokens):
        return tokens
    dropped: set[int] = set()
    verb = next((t.i for t in tokens if t.pos_ in {"VERB", "AUX"}), len(tokens[0].doc))
    for before, comma, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        if before.text != "," or comma.i == before.i + 1:
            continue
        if comma.text == "," and after is not None and _runs_on(after, before.i > verb):
            dropped |= {before.i, comma.i}
        elif comma.pos_ in {"VERB", "AUX"}:
            dropped.add(before.i)
    return [t for t in tokens if t.i not in dropped]


def _runs_on(word: Token, late: bool) -> bool:
    """Whether a word goes on with the clause before a removed aside; a preposition does so only after the verb."""
    return word.pos_ in {"VERB", "AUX", "ADV"} or (late and word.pos_ == "ADP")


def _case(token: Token, wording: Wording) -> str:
    """A word that is capital only because it opens a sentence becomes small."""
    word = token.text
    if not word.istitle() or (len(word) == 1 and word != "A"):
        return word
    if not token.is_sent_start and not (token.i and token.nbor(-1).text in _QUOTES):
        return word
    if word.lower() in wording.common or token.pos_ != "PROPN":
        return word.lower()
    paired = token.i + 1 < len(token.doc) and token.nbor(1).text.istitle()
    return word if paired or word in wording.proper else word.lower()


def tidy(text: str) -> str:
    """Repair spaces and commas after words were left out."""
    if not _UNTIDY.search(text):
        return text.strip(" ,;:–—-").strip()
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:?!)’%])", r"\1", text)
    text = re.sub(r"\(\s+", "(", text)
    text = re.sub(r"(?:,\s*){2,}", ", ", text)
    text = re.sub(r"([,;:])\s*([.;:])", r"\2", text)
    text = re.sub(r"([;:]),", r"\1", text)
    text = re.sub(r"\s+-\s+(?=[,.])", "", text)
    return text.strip(" ,;:–—-").strip()


def drop_connective(text: str) -> str:
    """The text without an opening "However," or "For example,"."""
    text = _INNER.sub("", _LEAD.sub("", text))
    return text.strip(" ,")


def sentence(text: str) -> str:
    """Capital first letter, full stop last."""
    text = _LOOSE_END.sub("", drop_connective(tidy(text)))
    return capital(text).rstrip(".") + "." if text else ""


def capital(text: str) -> str:
    """The text with a capital first letter, unless its first word has its own spelling (mRNA)."""
    first = text.split(" ", 1)[0]
    if any(letter.isupper() for letter in first[1:]):
        return text
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small first letter, unless its first word has its own spelling (NMDA, B12)."""
    own = any(c.isupper() or c.isdigit() for c in text.split(" ", 1)[0][1:])
    return text if own else text[:1].lower() + text[1:]


def small_after_opener(text: str, first: Token, wording: Wording) -> str:
    """A statement after an opener: a small letter unless its first word is a name."""
    word = text.split(" ", 1)[0]
    named = first.pos_ == "PROPN" or any(c.isupper() or c.isdigit() for c in word[1:])
    if word.lower() in wording.common:
        named = False
    return text if named else text[:1].lower() + text[1:]


def subtree(token: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """All words below a token, leaving out some branches."""
    banned = {t.i for branch in without for t in branch.subtree}
    return [t for t in token.subtree if t.i not in banned]


@lru_cache(maxsize=256)
def asides(token: Token) -> tuple[Token, ...]:
    """Branches below a token that only add to it: relative clauses after a comma, appositions, brackets."""
    found = []
    for t in token.subtree:
        if t.dep_ not in _ADDING or t == token:
            continue
        comma = t.left_edge.i > 0 and t.left_edge.nbor(-1).text in {",", "–", "—", "(", ":", ";"}
        opens = t.left_edge.text in {",", "(", "–", "—"}
        if (t.dep_ in {"relcl", "acl"} and (comma or opens) and t.i > t.head.i) or (
            t.dep_ == "appos" and (comma or opens) and not (_is_short_form(t) or _is_subject_after_all(t))
        ):
            found.append(t)
    return tuple(found)


def _is_subject_after_all(token: Token) -> bool:
    """Whether a verb follows what was read as an apposition: "... than at low ones, even a small difference can resist"."""
    if (
        token.left_edge.i == 0
        or token.left_edge.nbor(-1).text != ","
        or token.right_edge.i + 1 >= token.sent.end
    ):
        return False
    return token.right_edge.nbor(1).tag_ in {"MD", "VBZ", "VBP"}


def _is_short_form(token: Token) -> bool:
    """Whether an apposition is an abbreviation in brackets, which belongs to the name."""
    size = token.right_edge.i - token.left_edge.i
    return (
        size <= 1
        and token.left_edge.i > 0
        and token.left_edge.nbor(-1).text == "("
        and any(c.isupper() for c in token.text)
    )


def _is_joined(token: Token) -> bool:
    """Whether a noun is the first of several that "and" joins, by itself or at the end of a list."""
    while (after := next((t for t in token.rights if t.dep_ == "conj"), None)) is not None:
        if any(t.lower_ in {"and", "&"} for t in token.children):
            return True
        token = after
    return False


def is_plural(token: Token, wording: Wording) -> bool:
    """The number of a noun phrase by its head."""
    if token.i in wording.plurals:
        return wording.plurals[token.i]
    if _is_joined(token):
        return True
    if (
        token.tag_ in {"NNS", "NNPS"}
        or _LATIN_PLURAL.search(token.lower_)
        or token.lower_
        in {
            "they",
            "these",
            "those",
            "we",
            "both",
            "many",
            "some",
            "others",
        }
    ):
        return True
    return token.lower_ in {"most", "half", "part", "all", "%", "percent"} and any(
        p.tag_ == "NNS" for c in token.children if c.dep_ == "prep" for p in c.children
    )
