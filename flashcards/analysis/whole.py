"""A whole sentence as one claim, for the card that hides one part of it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from flashcards.analysis.assertions import ONE_VIEW, has_seam
from flashcards.analysis.claims import is_bare_generality
from flashcards.analysis.clauses import own_subject
from flashcards.analysis.context import ROOM, with_context, without_last_aside
from flashcards.analysis.gaps import gaps_of
from flashcards.analysis.lexicon import FRAME_VERBS, HEDGING_MODALS, META_NOUNS, word_set
from flashcards.analysis.people import held, inserted, inserts_view, is_by_somebody, names_somebody
from flashcards.analysis.phrases import (
    Wording,
    asides,
    capital,
    is_plural,
    phrase,
    sentence,
    small,
    small_after_opener,
    text_of,
    whole_wording,
)
from flashcards.analysis.place import Place
from flashcards.analysis.shown import statement_fact
from flashcards.analysis.statements import AFFECTED, commands, is_of_topic, is_statement, takes_time
from flashcards.analysis.stretches import (
    BAD_SUBJECTS,
    LONGEST,
    announced,
    finite,
    hangs,
    reports,
    said,
    segments,
    stripped,
    trimmed,
)
from flashcards.core.facts import Fact

#: A sentence of more words is not shown whole; one of fewer is not shown in parts.
LONG, SHORT = 36, 22


#: "It was long believed" is as uncertain as "it was believed".
_LONG_BELIEVED = re.compile(r"\b(was|has been) long (believed|thought|known|assumed|held|suspected)\b")
#: Where a piece of news was published.
_REPORTED = re.compile(
    r", (?:according to|in) (?:a|an|the) (?:(?:new|large|small|recent|preliminary) )?(?:\w+ )?(?:study|trial|analysis|paper|report|review)"
    r"\b[^,;]*\.$"
)
#: What came of something in the sentence before is named: "The result, hepatic encephalopathy, ranges from ..."
_RESULT = re.compile(
    r"^The (?:result|outcome|consequence|upshot|end result|product|enzyme|protein|hormone|gene|receptor|drug|condition|process"
    r"|phenomenon|procedure|technique|test|disease|disorder|molecule|compound|substance), ((?!an? |the )(?:[\w-]+ ){0,3}[\w-]+),(?= \w+)"
)
#: Words with which a part after a comma only adds to the claim.
_ADDS = word_set(
    """a an the which who where whose with including such but although though because since while so as when after
    before presumably perhaps possibly especially particularly from even"""
)
_CALLING = frozenset({"call", "term"})
#: With these a clause of its own begins after a comma; what stands before it has at least so many words.
_JOINS = frozenset({"and", "but", "so", "which", "although", "though", "while", "whereas", "yet"})
_LEAST = 6
#: A sentence of at most so many words that takes up a noun is shown with the one that brought it in.
_BRIEF = 14
#: Subjects of remarks rather than claims.
_NO_MATTER = word_set(
    """answer question idea thing matter decision author researcher way same one others latter former"""
)
_ASKING = frozenset({"why", "how", "what", "which", "who", "whose", "whether", "where"})


def whole_facts(sent: Span, place: Place) -> Iterator[Fact]:
    """The sentence as a fact, or its parts when it is long, as far as they stand alone."""
    claim, view = held(sent, place.wording)
    if claim:
        yield from _held_fact(claim, view, place)
        return
    parts = segments(sent)
    general = _general_subject(sent, place) if place.before is not None else None
    states = general is not None or is_statement(sent, place.wording)
    speech = said(sent.root) or (_without_speaker(sent, place.wording) if states else []) or announced(sent)
    if not states and not speech and ("?" in text_of(sent) or _is_all(parts, sent)):
        return
    found: list[Fact] = []
    if speech:
        whole = replace(place, wording=whole_wording(place.wording), view=place.view or inserts_view(sent))
        found += _fact(trimmed(stripped(speech), whole), whole)
    elif states and (len(sent) <= LONG or len(parts) == 1):
        whole = replace(place, wording=whole_wording(place.wording))
        found += _fact(trimmed(list(sent), whole), whole, general)
        if commands(sent) or _is_of_topic(sent):
            found = [_about_topic(fact) for fact in found]
    yield from found
    if found and (speech or len(sent) <= SHORT):
        return
    if general is not None or (states and _is_all(parts, sent)):
        return
    yield from _part_facts(parts, place)


def _is_of_topic(sent: Span) -> bool:
    """Whether a sentence has a subject that means nothing without what the text is about."""
    subject = own_subject(sent.root)
    return subject is not None and (is_of_topic(subject) or takes_time(subject))


def _about_topic(fact: Fact) -> Fact:
    """What to do, with what it is about: "Doxycycline – start 2 days before you enter the area"."""
    if not fact.topic or fact.topic.lower() in fact.statement.lower():
        return fact
    text = f"{capital(fact.topic)} – {small(fact.statement)}"
    return replace(fact, statement=text)


def _part_facts(parts: list[list[Token]], place: Place) -> Iterator[Fact]:
    """The parts of a sentence that stand alone, or with the part before them."""
    earlier: list[Token] = []
    for tokens in parts:
        verb = finite(tokens)
        leaning = [t for t in tokens if t.i in place.wording.open]
        pair, earlier = earlier, tokens
        if leaning and pair:
            # What it points at stands in its own sentence, not in the one before.
            if verb is not None:
                yield from _joined(pair, tokens, leaning, place)
            continue
        loose = [t for t in tokens if t.i in place.wording.near]
        if (
            verb is not None
            and not _is_of_somebody(verb, place.wording)
            and tokens[0].text != "("
            and all(t.i in place.wording.names or _is_bound(t, tokens, place) for t in loose)
        ):
            there = _for_part(tokens, loose, place)
            yield from _fact(trimmed(tokens, there), there)


def _is_of_somebody(verb: Token, wording: Wording) -> bool:
    """Whether a part tells what a person did or is, not what he holds: "Dr Nwosu is less hopeful"."""
    subject = own_subject(verb)
    return subject is not None and names_somebody(subject, wording) and not reports(verb)


def _joined(before: list[Token], tokens: list[Token], leaning: list[Token], place: Place) -> Iterator[Fact]:
    """A part of a sentence with the part before it, in which stands what it points at."""
    if any(_takes_up_all(t) for t in leaning):
        before = list(tokens[0].doc[tokens[0].sent.start : tokens[0].i])
    stretch = list(tokens[0].doc[before[0].i : tokens[-1].i + 1])
    taken = [t for t in leaning if t.lower_ in {"it", "its", "they", "them", "their"}]
    pronouns = all(t in taken or _takes_up_all(t) for t in leaning)
    whole = replace(place, wording=whole_wording(place.wording), before=None)
    free = [t for t in stretch if t.i in whole.wording.open and t not in leaning]
    brief = len(phrase(stretch, whole.wording).split()) <= LONGEST + 6
    if (
        brief
        and pronouns
        and not free
        and finite(before) is not None
        and all(_is_bound(t, stretch, place) for t in taken)
    ):
        instead = {
            t.i: "the" if t.dep_ == "det" and t.nbor(-1).lemma_ not in _CALLING else "it"
            for t in leaning
            if t not in taken
        }
        wording = replace(
            whole.wording,
            open=whole.wording.open - {t.i for t in leaning},
            names=whole.wording.names | instead,
        )
        yield from _fact(stretch, replace(whole, wording=wording))


def _takes_up_all(word: Token) -> bool:
    """Whether "this" is what the part before said: "...; this build-up is termed accretion", "...; doctors call this X"."""
    called = word.i > 0 and word.nbor(-1).lemma_ in _CALLING
    return word.lower_ == "this" and (word.dep_ == "det" or called)


def _held_fact(claim: list[Token], view: bool, place: Place) -> Iterator[Fact]:
    """What somebody says, without saying who."""
    if _can_be_held(claim):
        whole = replace(place, wording=whole_wording(place.wording), view=view)
        yield from _fact(trimmed(stripped(claim), whole), whole)


def _can_be_held(claim: list[Token]) -> bool:
    """Whether what somebody says has a subject that is neither a remark's nor a person."""
    verb = next((t for t in claim if t.dep_ == "ccomp" and t.head not in claim), claim[0])
    subject = own_subject(verb)
    if subject is None or subject.lower_ in BAD_SUBJECTS:
        return False
    advised = subject.lemma_.lower() in AFFECTED and any(c.tag_ == "MD" for c in verb.lefts)
    return (advised or subject.lemma_.lower() not in META_NOUNS) and subject.tag_ not in {"WP", "WDT"}


def _for_part(tokens: list[Token], loose: list[Token], place: Place) -> Place:
    """The place of a part of a sentence: what is bound in it may stay, and its "that" is a word, not a conjunction."""
    wording = place.wording
    bound = {t.i for t in loose if t.i not in wording.names or _names_itself(t, tokens, wording)}
    that = {t.i for t in tokens if t.lower_ == "that" and wording.names.get(t.i) == ""}
    if not bound and not that:
        return place
    names = {i: name for i, name in wording.names.items() if i not in that | bound}
    return replace(place, wording=replace(wording, open=wording.open - bound, names=names))


def _names_itself(word: Token, tokens: list[Token], wording: Wording) -> bool:
    """Whether a part says before a pronoun what that stands for: "vessel elements are stacked, their walls lost"."""
    if word.lower_ not in {"it", "its", "they", "them", "their"}:
        return False
    name = wording.names[word.i].removesuffix("’s").removesuffix("’").split()
    return bool(name) and any(t.lower_ == name[-1].lower() and t.i < word.i for t in tokens)


def _is_all(parts: list[list[Token]], sent: Span) -> bool:
    """Whether the only part of a sentence is the sentence."""
    return len(parts) <= 1 and all(len(part) >= len(sent) - 2 for part in parts)


def _is_bound(word: Token, tokens: list[Token], place: Place) -> bool:
    """Whether what a word of a part points back to stands in the same part."""
    plural = word.lower_ in {"they", "them", "their", "these"}
    return any(
        t.i < word.i - 1 and t.pos_ in {"NOUN", "PROPN"} and is_plural(t, place.wording) is plural
        for t in tokens
    )


def _without_speaker(sent: Span, wording: Wording) -> list[Token]:
    """A sentence without the "he said" that stands between commas in it; empty when there is none."""
    if said_inside := inserted(sent):
        return [t for t in sent if t.i not in said_inside]
    first = sent[0]
    if is_by_somebody(first, wording):
        after = first.right_edge.i + 1
        return list(sent.doc[after + 1 : sent.end]) if sent.doc[after].text == "," else []
    for verb in sent:
        if verb.dep_ != "parataxis" or verb.lemma_.lower() not in FRAME_VERBS:
            continue
        start, last = verb.left_edge, verb.right_edge
        if last.i - start.i <= 12 and start.i > sent.start and last.i + 1 < sent.end:
            before, behind = start.nbor(-1), last.nbor(1)
            if before.text == "," and (behind.text == "," or last.text == ","):
                dropped = {t.i for t in verb.subtree} | {behind.i if behind.text == "," else last.i}
                return [t for t in sent if t.i not in dropped]
    return []


def _takes_up(subject: Token, place: Place) -> bool:
    """Whether a short sentence is about a bare noun that the one before brought in: "The reserve lasts ten seconds"."""
    if place.before is None or len(subject.sent) > _BRIEF or subject.i in place.wording.names:
        return False
    if [c.lower_ for c in subject.children if c.dep_ != "punct"] != ["the"]:
        return False
    return subject.lemma_.lower() not in place.memory.topic.lower() and any(
        t.lemma_ == subject.lemma_ and t.pos_ == "NOUN" for t in place.before.sent
    )


def _general_subject(sent: Span, place: Place) -> Token | None:
    """The article of a subject that says nothing without the sentence before: "The benefit builds up over weeks"."""
    subject = own_subject(sent.root)
    if (
        subject is None
        or subject.i > sent.start + 3
        or "?" in text_of(sent)
        or not (is_bare_generality(subject) or _takes_up(subject, place))
    ):
        return None
    if subject.lemma_.lower() in META_NOUNS | _NO_MATTER:
        return None
    return next((c for c in subject.children if c.lower_ == "the"), None)


def _fact(tokens: list[Token], place: Place, general: Token | None = None) -> Iterator[Fact]:
    """A stretch as a fact with its best gaps, with the sentence before if it leans on that."""
    if not tokens or _asks(next((t for t in tokens if t.is_alpha), tokens[0])):
        return
    text = sentence(phrase(tokens, place.wording))
    if len(text.split()) > ROOM:
        tokens = _cut(_without_asides(tokens), place)
        text = sentence(phrase(tokens, place.wording))
    leans = [t for t in tokens if t.i in place.wording.open or t == general]
    if leans and (first := _without_last_clause(tokens, leans)):
        tokens, leans = first, []
        text = sentence(phrase(tokens, place.wording))
    if leans:
        text = with_context(tokens, leans, place)
        place = replace(place, evidence=place.before.together if place.before else place.evidence)
    elif place.view and not any(t.lower_ in HEDGING_MODALS for t in tokens):
        text = f"{ONE_VIEW} {small_after_opener(text, tokens[0], place.wording)}"
    text = _shown(text)
    if not 6 <= len(text.split()) <= LONGEST or hangs(tokens):
        return
    if gaps := list(dict.fromkeys(gaps_of(tokens, place))):
        yield statement_fact(text, tokens, gaps, place, alone=not leans)


def _asks(first: Token) -> bool:
    """Whether a stretch begins with a question word; "where a wall stops the marsh, it drowns" asks nothing."""
    sets_place = first.lower_ == "where" and first.head.dep_ == "advcl" and first.head.i < first.head.head.i
    return first.lower_ in _ASKING and not sets_place


def _shown(text: str) -> str:
    """A statement as a card shows it: its belief no surer than it was, and not too long."""
    text = _LONG_BELIEVED.sub(r"\1 \2", text).replace(" that that the ", " that the ")
    text = _REPORTED.sub(".", text)
    text = _RESULT.sub(lambda match: capital(match[1]), text)
    return without_last_aside(text) if len(text.split()) > ROOM else text


def _without_asides(tokens: list[Token]) -> list[Token]:
    """A long stretch without what only adds to it; the whole stretch where leaving that out would leave a seam."""
    inside = {t.i for t in tokens}
    dropped = {
        t.i
        for token in tokens
        if token.head.i not in inside or token.dep_ == "ROOT"
        for a in asides(token)
        for t in a.subtree
    }
    kept = stripped([t for t in tokens if t.i not in dropped])
    return tokens if not kept or has_seam(kept) else kept


def _without_last_clause(tokens: list[Token], leans: list[Token]) -> list[Token]:
    """A sentence up to the comma after which its last clause points elsewhere: "..., and infections of this type ..."."""
    at = next((i for i, t in enumerate(tokens) if t == leans[0]), 0)
    ends = [
        i
        for i in range(at - 1, _LEAST, -1)
        if tokens[i].text in {",", ";"} and (tokens[i].text == ";" or tokens[i + 1].lower_ in _JOINS)
    ]
    verb = next((t for t in tokens if t.dep_ == "ROOT"), None)
    if not ends or verb is None:
        return []
    kept = tokens[: ends[0]]
    return kept if verb in kept and finite(kept) is not None else []


def _cut(tokens: list[Token], place: Place) -> list[Token]:
    """A stretch that is still long without its last parts after a comma, as long as the claim itself stays whole."""
    inside = {t.i for t in tokens}
    verb = next((t for t in tokens if t.dep_ == "ROOT" or t.head.i not in inside), tokens[0])
    claim = next((c for c in verb.children if c.dep_ == "ccomp" and c.i in inside), verb)
    kept = tokens
    while len(phrase(kept, place.wording).split()) > ROOM:
        commas = [at for at, t in enumerate(kept[:-1]) if t.text == "," and t.i > max(verb.i, claim.i) + 2]
        ends = [at for at in commas if kept[at + 1].lower_ in _ADDS]
        if not ends:
            return tokens
        kept = kept[: ends[-1]]
    return kept
