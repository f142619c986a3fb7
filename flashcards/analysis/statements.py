"""Which sentences say something, as they stand."""

import re

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


#: A command says what is to be known with a reason, with a number and its unit, or by forbidding something.
_INSTRUCTS = re.compile(
    r"\b(?:because|since|so that|otherwise|(?:no|not) more than \d|to (?:avoid|prevent|protect|reduce|lower|stop))\b"
    r"|\b(?:\d[\d.,]*|two|three|four|five|six|seven|eight|ten|twelve) ?"
    r"(?:%|°|(?:mg|ml|g|kg|hours?|days?|weeks?|months?|years?|minutes?|times|glasses|tablets|lit(?:re|er)s?|units)\b)"
    r"|\b(?:with|after|before|during|without) (?:or (?:just )?after )?(?:food|a meal|meals|breakfast|a full glass)\b"
    r"|\bempty stomach\b|\blow(?:est)? dose\b|\b(?:slowly|gradually|step by step)\b"
    r"|^if you (?:forget|miss) |\bdouble dose\b|, as (?:it|they|this|these|\w+ \w+) (?:can|could|may|might|will)\b"
    r"|^(?:never|do not|don['’]t)\b|^(?:look|watch) out for\b|\bSPF \d|\b(?:during|throughout) (?:the )?treatment\b"
    r"|\bfor (?:several|a few|some) (?:hours|days|weeks|months|years)\b"
    r"|\b(?:see|call|contact|tell) (?:a|an|your) (?:doctor|gp|nurse|ambulance|pharmacist|midwife)\b.*\bif\b"
    r"|^if you (?:notice|get|develop) ",
    re.IGNORECASE,
)
#: Commands about the page, or that say nothing of the matter.
_FOR_NOTHING = re.compile(
    r"(?:please )?(?:read|remember|note|notice|click|download|join|sign|subscribe|(?:look|watch)(?! out for)|find|follow|visit"
    r"|imagine|think|picture|ask|tell|talk|speak|consider|share|keep this"
    r"|(?:do not|don['’]t|never) (?:worry|panic|expect|be|think|forget|hesitate|ask|tell|assume))\b",
    re.IGNORECASE,
)
_TO_US = re.compile(r"\b(?:we|us|our|I|me|my|this leaflet|this page)\b")
_FORBIDS = re.compile(r"(?:never|do not|don['’]t)\b", re.IGNORECASE)
_LEAST = 7
_TIMES = frozenset({"hour", "day", "week", "month", "year", "minute"})
_OF_TOPIC = frozenset(
    {"treatment", "recovery", "diagnosis", "surgery", "symptom", "prevention", "relapse", "attack"}
)


def is_statement(sent: Span, wording: Wording) -> bool:
    """Whether a sentence says something about a named thing: no question, command or remark."""
    root = sent.root
    if "?" in text_of(sent) or leaves_open(sent):
        return False
    if commands(sent):
        return instructs(sent)
    if root.pos_ not in {"VERB", "AUX"}:
        return _reads_whole(sent)
    if _ends_with_name(sent):
        return True
    subject = _subject_of(root)
    if subject is None:
        first = next((t for t in sent if t.is_alpha), root)
        command = root.tag_ in {"VB", "VBG"} and not any(c.dep_ == "aux" for c in root.children)
        command = command and root.i <= first.i + 1
        return not command and _reads_whole(sent)
    return not _says_nothing(subject, root, wording) and _is_about_something(subject, root, wording)


def _says_nothing(subject: Token, root: Token, wording: Wording) -> bool:
    """Whether a sentence is a remark of somebody's or breaks off: "in the animals given antibiotics almost none of it did"."""
    if root.lemma_ == "do" and not any(c.i > root.i and not c.is_punct for c in root.children):
        return True
    return (
        (subject.lower_ in BAD_SUBJECTS and not _is_advised(subject, root))
        or subject.tag_ in {"WP", "WRB"}
        or (names_somebody(subject, wording) and not reports(root))
    )


def _is_about_something(subject: Token, root: Token, wording: Wording) -> bool:
    """Whether a subject tells what the sentence is about: a thing, those whom it happens to, or a time that something takes."""
    if subject.lemma_.lower() in AFFECTED:
        if root.lemma_.lower() in _TALKING | {"say", "think"}:
            return False
        if root.lemma_.lower() not in FRAME_VERBS:
            return True
    if subject.i in wording.names or takes_time(subject) or is_of_topic(subject):
        return True
    return reports(root) or not is_bare_generality(subject) or _is_any(subject)


def takes_time(word: Token) -> bool:
    """Whether "it" stands for nothing before a time: "it can take four to eight weeks before you feel better"."""
    verb = word.head
    timed = any(c.dep_ in {"npadvmod", "dobj", "attr"} and c.lemma_ in _TIMES for c in verb.rights)
    return (
        word.lower_ == "it"
        and verb.lemma_ in {"take", "be"}
        and timed
        and any(c.dep_ == "advcl" for c in verb.rights)
    )


def is_of_topic(noun: Token) -> bool:
    """Whether a bare noun means that of what the text is about: "Treatment normally lasts 12 to 18 months"."""
    return (
        noun.lemma_.lower() in _OF_TOPIC
        and noun.dep_ in {"nsubj", "nsubjpass"}
        and not any(True for _ in noun.children)
    )


def _ends_with_name(sent: Span) -> bool:
    """Whether what a sentence tells gets its name at the end: "..., a test called nailfold capillaroscopy"."""
    for verb in sent:
        if verb.dep_ == "acl" and verb.lower_ in {"called", "termed"} and verb.head.left_edge.i > sent.start:
            apart = verb.head.left_edge.nbor(-1).text == "," and verb.head.left_edge.lower_ in {"a", "an"}
            if apart and verb.right_edge.i >= sent.end - 3:
                return True
    return False


def leaves_open(sent: Span) -> bool:
    """Whether the parser took what is asked for the claim: "Whether they prevent it will not be known"."""
    return sent[0].lower_ == "whether" and sent[0].head == sent.root


def _is_any(noun: Token) -> bool:
    """Whether a general noun is meant in general: "a drug cannot act if its target has changed shape"."""
    any_one = any(c.lower_ in {"a", "an", "no", "any", "every"} for c in noun.children if c.dep_ == "det")
    return any_one and noun.lemma_.lower() not in META_NOUNS


def _is_advised(subject: Token, root: Token) -> bool:
    """Whether "you" is whoever takes the drug: "you should not drive for five hours after a dose"."""
    if subject.lower_ == "you" and root.lemma_ == "be":
        said = next((c for c in root.rights if c.dep_ == "acomp"), None)
        return said is not None and any(c.lower_ in {"most", "more", "less"} for c in said.lefts)
    bound = any(c.dep_ == "aux" and c.lower_ in _ADVISING for c in root.children)
    return subject.lower_ == "you" and bound and root.lemma_.lower() not in FRAME_VERBS | _TALKING | _READING


def instructs(sent: Span) -> bool:
    """Whether a command is to be known: it says why, how much, how long, or what not to do.

    "Start two days before you enter the area", "Keep warm, because a small drop in temperature is enough".
    """
    text = text_of(sent).strip()
    if not _INSTRUCTS.search(text) or _FOR_NOTHING.match(text) or text.endswith((":", "?")):
        return False
    least = _LEAST - (_FORBIDS.match(text) is not None)
    return len(text.split()) >= least and not _TO_US.search(text)


def commands(sent: Span) -> bool:
    """Whether a sentence tells the reader what to do: "Drink eight glasses of water daily"."""
    first = next((t for t in sent if t.is_alpha), sent[0])
    after = first.nbor(1) if first.i + 1 < sent.end else first
    root = sent.root
    bare = root.tag_ in {"VB", "VBP"} and not any(c.tag_ == "MD" for c in root.lefts)
    bare = bare and (root.i == sent.start or not _has_doer_before(root)) and not _follows_claim(root)
    if root.lemma_.lower() in COMMANDS and bare and _subject_of(root) is None:
        return True
    names = after.lower_ in {"of", "is", "are", "was", "were", "has", "have", "can", "may"}
    return first.lower_ in COMMANDS and not names


def _follows_claim(root: Token) -> bool:
    """Whether a command only closes a claim: "grapefruit juice raises its level, so do not drink it"."""
    return any(c.dep_ in {"ccomp", "parataxis"} and c.tag_ in FINITE and c.i < root.i for c in root.lefts)


def _has_doer_before(root: Token) -> bool:
    """Whether the word before a verb does what it says, though the parser missed that: "a few carry mutations"."""
    before = root.nbor(-1)
    return before.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or before.lower_ == "so"


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
    # "A capsule that sticks in the gullet can burn its lining": the main verb was read into the clause.
    inner = list(noun.doc[clause.left_edge.i + 1 : clause.right_edge.i])
    modal = next((at for at, t in enumerate(inner) if t.tag_ == "MD"), 0)
    runs_on = any(t.tag_ in {"VBZ", "VBP", "VBD"} for t in inner[:modal])
    return bool(noun.left_edge.is_sent_start) and clause.right_edge.i >= noun.sent.end - 2 and not runs_on


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
