"""Which sentences say something, as they stand."""

from spacy.tokens import Span, Token

from flashcards.analysis.claims import is_bare_generality
from flashcards.analysis.clauses import FINITE
from flashcards.analysis.lexicon import COMMANDS, FRAME_VERBS, META_NOUNS
from flashcards.analysis.people import names_somebody
from flashcards.analysis.phrases import Wording, text_of
from flashcards.analysis.stretches import BAD_SUBJECTS, reports

#: Those whom things happen to: "some patients lose kidney function" is a claim, "some experts disagree" is not.
AFFECTED = frozenset({"patient", "people", "person", "user", "adult", "child", "woman", "man"})
_ADVISING = frozenset({"should", "must", "may", "can", "might", "cannot"})
_READING = frozenset(
    {"see", "find", "read", "learn", "notice", "hear", "guess", "say", "expect", "believe", "tell"}
)
_TALKING = frozenset({"know", "wonder", "ask", "imagine", "remember", "want", "like", "try"})


def is_statement(sent: Span, wording: Wording) -> bool:
    """Whether a sentence says something about a named thing: no question, command or remark."""
    root = sent.root
    if "?" in text_of(sent) or commands(sent) or leaves_open(sent):
        return False
    if root.pos_ not in {"VERB", "AUX"}:
        return _reads_whole(sent)
    subject = _subject_of(root)
    if subject is None:
        command = root.tag_ in {"VB", "VBG"} and not any(c.dep_ == "aux" for c in root.children)
        return not command and _reads_whole(sent)
    if (
        (subject.lower_ in BAD_SUBJECTS and not _is_advised(subject, root))
        or subject.tag_ in {"WP", "WRB"}
        or (names_somebody(subject, wording) and not reports(root))
    ):
        return False
    affected = subject.lemma_.lower() in AFFECTED and root.lemma_.lower() not in FRAME_VERBS | _TALKING
    if subject.lemma_.lower() in AFFECTED and root.lemma_.lower() in _TALKING | {"say", "think"}:
        return False
    named = subject.i in wording.names or affected
    return named or reports(root) or not is_bare_generality(subject) or _is_any(subject)


def leaves_open(sent: Span) -> bool:
    """Whether the parser took what is asked for the claim: "Whether they prevent it will not be known"."""
    return sent[0].lower_ == "whether" and sent[0].head == sent.root


def _is_any(noun: Token) -> bool:
    """Whether a general noun is meant in general: "a drug cannot act if its target has changed shape"."""
    any_one = any(c.lower_ in {"a", "an", "no", "any", "every"} for c in noun.children if c.dep_ == "det")
    return any_one and noun.lemma_.lower() not in META_NOUNS


def _is_advised(subject: Token, root: Token) -> bool:
    """Whether "you" is whoever takes the drug: "you should not drive for five hours after a dose"."""
    bound = any(c.dep_ == "aux" and c.lower_ in _ADVISING for c in root.children)
    return subject.lower_ == "you" and bound and root.lemma_.lower() not in FRAME_VERBS | _TALKING | _READING


def commands(sent: Span) -> bool:
    """Whether a sentence tells the reader what to do: "Drink eight glasses of water daily"."""
    first = next((t for t in sent if t.is_alpha), sent[0])
    after = first.nbor(1) if first.i + 1 < sent.end else first
    root = sent.root
    bare = root.tag_ in {"VB", "VBP"} and not any(c.tag_ == "MD" for c in root.lefts)
    if root.lemma_.lower() in COMMANDS and bare and _subject_of(root) is None:
        return True
    names = after.lower_ in {"of", "is", "are", "was", "were", "has", "have", "can", "may"}
    return first.lower_ in COMMANDS and not names


def _subject_of(root: Token) -> Token | None:
    """The subject of the main verb, also where the parser hung it on an auxiliary."""
    subjects = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
    near = [root, *(c for c in root.children if c.dep_ in {"aux", "auxpass"})]
    return next((c for verb in near for c in verb.children if c.dep_ in subjects), None)


def _is_described(noun: Token) -> bool:
    """Whether a sentence is only a noun with what it does: "An urge to move that ruins the night." """
    # "Along the gut lining sit cells, which produce ...": the verb was read as the noun's own.
    inverted = any(c.tag_ in {"VB", "VBP", "VBD"} and not c.is_sent_start for c in noun.lefts)
    clause = next((c for c in noun.rights if c.dep_ == "relcl" and c.left_edge.tag_ in {"WDT", "WP"}), None)
    if inverted or clause is None:
        return False
    return bool(noun.left_edge.is_sent_start) and clause.right_edge.i >= noun.sent.end - 2


def _reads_whole(sent: Span) -> bool:
    """Whether a sentence in which the parser found no subject and main verb is one all the same.

    Shown as it stands it needs no parse; it must only not be a title, a command or a remark.
    """
    first = next((t for t in sent if t.is_alpha), sent[0])
    if not any(t.tag_ in FINITE for t in sent) or _is_described(sent.root):
        return False
    ends = text_of(sent).rstrip(' "”)').endswith(".")
    opens = text_of(sent).lstrip(' "“(')[:1]
    command = first.tag_ == "VB" or first.lower_ in BAD_SUBJECTS
    return (
        len(sent) >= 9 and ends and (opens.isupper() or any(c.isupper() for c in first.text)) and not command
    )
