"""Sentences in which the small model took the verb for a noun, read again with a verb that cannot be mistaken.

"Statins lower cholesterol" and "lithium inhibits an enzyme" come back without a verb. Where a sentence has no
main verb, each word that could be one is replaced, for the parser only, by a plain verb of the same number; a
parse that makes it the main verb with a subject is taken over for the words as they stand.
"""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from flashcards.analysis.inflect import third_person
from flashcards.analysis.lexicon import CAUSAL, word_set
from flashcards.analysis.phrases import tokens_where

_AMBIGUOUS = CAUSAL | word_set(
    """lower report match mix target process coat calm slow trigger benefit last tear drift coincide peak spike flood leak
    disturb multiply jam hit burn bleed drop swell harm benefit slip double halve contract narrow climb fade sink
    grab shut mature instruct seep devour summon hasten adjust adapt assist attack attract beat boil bond breathe
    bounce burst chew circulate cling clot coat coil collapse combine connect consume contain cool corrode cough
    curb cure decay decline deform dehydrate deliver derive deter dictate dictate digest drain echo eject emerge emit
    empty erase erupt evolve exhale extract fail feed fend fight flare flatten flush fold fuse govern grip guide
    harden heal hydrate ignite inhale inject insert interact inundate invert kick loop merge migrate mimic mount
    multiply mutate navigate obstruct oxygenate peel perceive pierce plug pool pour pump quench radiate react receive
    reflect refract relax repress rest retain reverse rotate rupture saturate scatter seal select shed shorten shuttle
    signal silence sink smother spark spill spike spin squeeze stabilise stabilize stick stiffen stretch strip surge
    surround swing synchronise synchronize taper tear thin tilt tip transmit traverse tug twist vary vibrate wash wrap
    repel inactivate secrete excrete constrict degrade digest metabolise metabolize synthesise synthesize detect
    recognise recognize recruit engulf invade infect penetrate mediate deactivate neutralise neutralize hinder
    possess undergo carry compress ferment filter hydrolyse hydrolyze lubricate nourish oppose override preserve
    inherit waste jostle subside recur concern leave strain shift wane persist
    redden relieve replenish resemble resist scavenge sense shield soothe sprout stain starve sweep swallow"""
)
#: Forms that are a verb's and may be a noun's, with the verb they belong to.
VERB_FORMS = {verb: verb for verb in _AMBIGUOUS} | {third_person(verb): verb for verb in _AMBIGUOUS}
#: Verbs that are nouns as often; only a sentence without a verb is read with them.
_ALSO = word_set(
    """call point mean rank count result stem start end begin aim act age ail aid answer appear argue arise ask back bear
    bend bite blame bother bridge broaden care cast cease challenge charge claim climb cloud colour color comb come
    compare compete concentrate cost cough cover crack crash crave crawl credit cycle date deal demand depart die diet
    differ discharge divide double doubt dream dress drift drink drown dry dust ease eat end estimate exercise exit face
    factor fear finish fit flock float focus follow frame function gain gather give glow go grow guard hand head hide hint
    hold house hunt import itch join joke judge jump label lack land laugh lay lie light line link live load lock look
    lose love mark match matter measure meet miss model name need note number object offer order own pace pack paint part
    pay peer pick place plan plant play plot present press price probe puzzle question race range rate ring rival roll
    root rub rule run rush sample save score search seat sense serve shape share shine show sit size sleep slide slope
    slow smell sort sound speak spell spend spring stage stand state stay steer step strike struggle study suffer suit
    supply surface taste test think thrive tie time top touch trade trail train trap treat try type value view visit vote
    wait wake walk want wear weigh win wind wish witness wonder yield"""
)
_FORMS = VERB_FORMS | {verb: verb for verb in _ALSO} | {third_person(verb): verb for verb in _ALSO}
_PLAIN = ("contain", "contains")
_PLAIN_TO = ("belong", "belongs")
_TRIES = 2
_HELPERS = frozenset({"aux", "auxpass"})
#: A shorter sentence is no sentence.
_LEAST = 6


def repaired(docs: Sequence[Doc], parse: Language) -> list[Doc]:
    """The documents with their verbless sentences read again, all of them together; the others as they are."""
    mended = list(docs)
    waiting = [(place, *each) for place, doc in enumerate(docs) for each in _doubtful(doc)]
    for turn in range(_TRIES):
        waiting = [each for each in waiting if len(each[3]) > turn]
        drafts = [
            _with_plain_verb(docs[place], start, end, verbs[turn]) for place, start, end, verbs in waiting
        ]
        left = []
        for each, read in zip(waiting, parse.pipe(drafts), strict=True):
            place, start, end, verbs = each
            if len(read) == end - start and _is_verb(read[verbs[turn] - start], docs[place][start:end]):
                mended[place] = _spliced(mended[place], read, start, verbs[turn])
            else:
                left.append(each)
        waiting = left
    return mended


def _doubtful(doc: Doc) -> Iterator[tuple[int, int, list[int]]]:
    """Sentences in which a verb was taken for a noun: where each begins and ends, and which words could be its verb."""
    nouns = [
        t
        for t in tokens_where(doc, DEP=("advcl", "relcl", "ccomp", "conj"), POS=("NOUN", "PROPN"))
        if t.dep_ != "conj" or t.head.pos_ == "VERB"
    ]
    for sent in doc.sents:
        if _lacks_verb(sent):
            verbs = _could_be_verbs(sent)
        else:
            inner = [t for t in nouns if sent.start < t.i < sent.end - 1]
            verbs = _inner_verbs(inner[0]) if inner else [sent.root.i] * _has_article(sent.root)
            verbs = verbs or _before_false_verb(sent)
        if verbs:
            yield sent.start, sent.end, verbs


def _before_false_verb(sent: Span) -> list[int]:
    """The verb of a clause where the parser took the noun after it for one: "Ondansetron blocks serotonin receptors; ..."."""
    return [t.i - 1 for t in sent if t.dep_ in {"advcl", "ccomp", "parataxis"} and _follows_verb(t)][:1]


def _inner_verbs(noun: Token) -> list[int]:
    """The words that could be the verb of a clause whose head was read as a noun: "when immunity wanes"."""
    if any(c.dep_ in {"cop", "aux"} for c in noun.children) or not noun.text.islower():
        return []
    last = noun.nbor(1).pos_ not in {"NOUN", "PROPN"}
    others = [t.i for t in noun.subtree if t != noun and t.lower_ in VERB_FORMS]
    return [*([noun.i] if last and noun.tag_ in {"NN", "NNS"} else []), *others]


def _has_article(root: Token) -> bool:
    """Whether the word taken for the main verb has an article, so that the verb is one of the words around it."""
    return root.tag_ in {"VBZ", "VBP"} and root.text.islower() and any(c.dep_ == "det" for c in root.lefts)


def _lacks_verb(sent: Span) -> bool:
    """Whether the parser found no main verb, or took the word after it for one."""
    root = sent.root
    bare = root.tag_ == "VBN" and root.i > sent.start + 1 and not any(c.dep_ in _HELPERS for c in root.lefts)
    return len(sent) >= _LEAST and (root.pos_ not in {"VERB", "AUX"} or bare or _follows_verb(root))


def _could_be_verbs(sent: Span) -> list[int]:
    """The places of the words of a sentence that could be its verb."""
    sure = [t.i for t in sent[1:-1] if t.lower_ in VERB_FORMS and t.text.islower()]
    rest = [t.i for t in sent[1:-1] if t.lower_ in _FORMS and t.text.islower() and _may_be_verb(t)]
    return list(dict.fromkeys([*sure, *rest] if len(sure) > 1 else [*rest, *sure]))


def _may_be_verb(word: Token) -> bool:
    """Whether a word stands where a verb can: after a noun, before what it acts on or a preposition."""
    before, after = word.nbor(-1), word.nbor(1)
    if before.text == "," and word.i > word.sent.start + 4 and word.tag_ == "NNS":
        return after.pos_ in {
            "NOUN",
            "ADJ",
            "DET",
            "PROPN",
        }  # "the rumen, the first chamber, houses microbes"
    return before.pos_ in {"NOUN", "PROPN", "ADJ", "ADV", "PRON", "NUM"} and after.pos_ not in {
        "VERB",
        "AUX",
        "PUNCT",
    }


def _with_plain_verb(doc: Doc, start: int, end: int, verb: int) -> Doc:
    """A sentence, not read yet, with a plain verb in the place of one word."""
    word = doc[verb].lower_
    plain = (_PLAIN_TO if doc[verb + 1].lower_ == "to" else _PLAIN)[word != _verb_of(word)]
    words = [plain if t.i == verb else t.text for t in doc[start:end]]
    return Doc(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc[start:end]])


def _follows_verb(root: Token) -> bool:
    """Whether the main verb is a noun after the real one: "factor X converts prothrombin into thrombin"."""
    if root.tag_ not in {"VBP", "VB", "VBZ"} or root.i == root.sent.start:
        return False
    before = root.nbor(-1)
    return before.tag_ == "NNS" and before.lower_ in VERB_FORMS and before.dep_ in {"nsubj", "compound"}


def _verb_of(word: str) -> str:
    """The verb that a form belongs to; of an unlisted one in "s" the form without it."""
    return _FORMS.get(word) or (word[:-1] if word.endswith("s") and not word.endswith("ss") else word)


def _is_verb(word: Token, sent: Span) -> bool:
    """Whether the new reading makes a word the main verb that was missing, or the verb of its clause and of nothing else."""
    subject = any(c.dep_ in {"nsubj", "nsubjpass"} and c.i < word.i for c in word.children)
    if word.pos_ != "VERB" or not subject:
        return False
    if _lacks_verb(sent) or _has_article(sent.root):
        return word.dep_ == "ROOT"
    if _before_false_verb(sent):
        return word.dep_ in {"ROOT", "ccomp", "parataxis"}
    return word.dep_ in {"advcl", "relcl", "ccomp", "conj"} and word.sent.root.i == sent.root.i - sent.start


def _spliced(doc: Doc, sent: Doc, start: int, verb: int) -> Doc:
    """The document with one sentence's annotations from another parse, which begins at `start`."""
    there = range(start, start + len(sent))
    read = [sent[t.i - start] if t.i in there else t for t in doc]
    heads = [t.head.i + (start if place in there else 0) for place, t in enumerate(read)]
    lemmas = [_verb_of(doc[verb].lower_) if place == verb else t.lemma_ for place, t in enumerate(read)]
    return Doc(
        doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in read], pos=[t.pos_ for t in read], lemmas=lemmas,
        deps=[t.dep_ for t in read], heads=heads,
    )  # fmt: skip
