"""Walk through an article block by block and collect the facts it states."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span

from flashcards.analysis.build import clause_facts
from flashcards.analysis.clauses import find_clauses
from flashcards.analysis.definitions import definition_facts, item_definition
from flashcards.analysis.frames import Theories, starts_theory, theory_name
from flashcards.analysis.happenings import happening_facts
from flashcards.analysis.lexicon import THEORY_HEADING
from flashcards.analysis.lists import item_fact, lead_in, under
from flashcards.analysis.memory import Memory, named_theory, remember
from flashcards.analysis.model import language
from flashcards.analysis.naming import Naming, find_namings
from flashcards.analysis.people import inserted, speakers
from flashcards.analysis.phrases import Wording, common_words, proper_words, text_of
from flashcards.analysis.place import Before, Place, as_theory
from flashcards.analysis.plain import Plain, plain_text, run_in_head
from flashcards.analysis.references import resolve
from flashcards.analysis.repair import repaired
from flashcards.analysis.statements import commands, instructs, leaves_open
from flashcards.analysis.stretches import announced
from flashcards.analysis.topic import find_topic
from flashcards.analysis.whole import whole_facts
from flashcards.core.articles import Article, Block, BlockKind
from flashcards.core.articles import Span as TextSpan
from flashcards.core.facts import Fact
from flashcards.core.progress import Cancel, Report

_LEADS = re.compile(r"(?::\W*|\b(?:include|including|following)[.:]*|\bare)$")
#: Of a longer sentence the small model's clauses are not trusted: it is shown in parts, not asked about.
_SURE = 45
#: A list item of at most so many words can be the title of the items under it.
_NAME = 5
#: A run-in title of at most so many words is a thing that "it" may mean.
_TITLE = 2
#: An item of at most so many words completes the line before its list.
_ITEM = 25
#: An item of so many words with a tensed verb is a sentence even if the parser found no subject.
_TOLD = 8
_TENSED = frozenset({"VBZ", "VBP", "VBD", "MD"})
_SENTENCES = re.compile(r"[a-z)][.!?]\s+[A-Z][a-z]")
_THEORY_HEADING = re.compile(THEORY_HEADING, re.IGNORECASE)


@dataclass(slots=True)
class _Part:
    """A block on its way through the analysis."""

    block: Block
    plain: Plain
    head: str
    offset: int
    doc: Doc

    def evidence(self, first: Span, last: Span) -> TextSpan:
        """Where a stretch of sentences stands in the article."""
        end = last.start_char + len(text_of(last).rstrip())
        return self.plain.span(self.offset + first.start_char, self.offset + end)


@dataclass(slots=True)
class _State:
    """Where the reading is."""

    memory: Memory
    common: frozenset[str]
    proper: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    theories: Theories = field(default_factory=Theories)
    section: str = ""
    leads: dict[int, str] = field(default_factory=dict)
    parents: dict[int, str] = field(default_factory=dict)
    last: tuple[Doc, Wording] | None = None
    tail: tuple[Span, Wording] | None = None
    tail_level: int = 0


def walk(article: Article, report: Report, cancel: Cancel) -> tuple[Fact, ...]:
    """The facts of an article's body in the order of the text."""
    parts = list(_parse(article, report, cancel))
    if not parts:
        return ()
    heads = [p.doc for p in parts if p.block.kind is BlockKind.HEADING]
    bodies = [p.doc for p in parts if p.block.kind is not BlockKind.HEADING]
    title = next((doc for doc in heads if doc.text == article.title), None) or language()(article.title)
    common = common_words(bodies)
    topic, plural = find_topic([title, *heads], bodies, common)
    state = _State(Memory(topic, plural), common, proper_words(bodies), speakers(bodies, common))
    state.memory.counts.update(t.lemma_.lower() for doc in bodies for t in doc if t.pos_ in {"NOUN", "PROPN"})
    facts: list[Fact] = []
    for i, part in enumerate(parts):
        cancel.check()
        report(0.7 + 0.3 * i / len(parts), "finding claims")
        facts.extend(_read(part, state))
    report(1.0, "finding claims")
    return tuple(dict.fromkeys(facts))


def _parse(article: Article, report: Report, cancel: Cancel) -> Iterator[_Part]:
    """Parse every body block once."""
    wanted = []
    for block in article.blocks:
        if block.is_body and block.kind is not BlockKind.TABLE_ROW:
            plain = plain_text(article, block)
            head, offset = run_in_head(plain.text) if block.kind is not BlockKind.HEADING else ("", 0)
            if plain.text[offset:].strip():
                wanted.append((block, plain, head, offset))
    texts = (plain.text[offset:] for _, plain, _, offset in wanted)
    docs: list[Doc] = []
    for doc in language().pipe(texts, batch_size=32):
        cancel.check()
        docs.append(doc)
        report(0.1 + 0.6 * len(docs) / len(wanted), "reading the sentences")
    prose = [
        place
        for place, (each, doc) in enumerate(zip(wanted, docs, strict=True))
        if each[0].kind is BlockKind.PARAGRAPH or doc.text.rstrip().endswith(".")
    ]
    for place, doc in zip(prose, repaired([docs[place] for place in prose], language()), strict=True):
        docs[place] = doc
    for (block, plain, head, offset), doc in zip(wanted, docs, strict=True):
        yield _Part(block, plain, head, offset, doc)


def _read(part: _Part, state: _State) -> Iterator[Fact]:
    """The facts of one block."""
    if part.block.kind is BlockKind.HEADING:
        _enter(part, state)
        return
    if part.head and _names_theory(part, state):
        state.theories.begin(part.head, "")
        state.memory.theory = as_theory(part.head)
    else:
        state.theories.current = False
    wording = Wording(state.common, state.proper, state.people)
    if part.head and len(part.head.split()) <= _TITLE:
        head = language()(part.head)
        remember(head[:], wording, state.memory, [])
    listed = part.block.kind is BlockKind.LIST_ITEM
    level = part.block.level if listed else 0
    state.parents = {k: v for k, v in state.parents.items() if k < level}
    if listed and _completes(part.doc, level, state):
        state.tail = None
        yield from _item(part, wording, state)
        return
    parent = state.parents.get(level - 1, "")
    told = None
    if listed and part.doc.text.lstrip()[:1].islower() and (lead := _lead_of(level, state)):
        # "Do not take it if: - it is meant for a child. It harms teeth."
        told = next(part.doc.sents)
        state.leads[level] = lead
        yield from _completed(told, lead, part, state)
    goes_on = part.block.kind is BlockKind.PARAGRAPH or (listed and state.tail_level == level)
    before = state.tail if goes_on else None
    state.memory.opening = state.last is not None and (not listed or level < state.tail_level)
    for sent in part.doc.sents:
        if told is not None and sent.start == told.start:
            resolve(sent, wording, state.memory)
            continue
        facts = _sentence(sent, part, wording, state, before)
        before = None if _LEADS.search(text_of(sent).strip()) else (sent, wording)
        yield from (under(parent, each) for each in facts) if parent else facts
    state.tail, state.tail_level = before, level
    state.last = state.last if listed and _is_fragment(part.doc) else (part.doc, wording)
    state.leads = {k: v for k, v in state.leads.items() if k < level}


def _names_theory(part: _Part, state: _State) -> bool:
    """Whether a run-in title is a theory's: in a section on theories, or by what it or its first sentence says."""
    if _THEORY_HEADING.search(state.section):
        return True
    return state.theories.count > 0 and bool(
        _THEORY_HEADING.search(part.head) or starts_theory(part.doc.text)
    )


def _enter(part: _Part, state: _State) -> None:
    """A heading: new section, no theory, and its nouns are what "it" may mean."""
    state.section = part.plain.text
    state.theories.reset()
    state.memory.theory = ""
    state.last = state.tail = None
    state.leads = {}
    state.memory.new_section()
    wording = Wording(state.common, state.proper, state.people)
    for sent in part.doc.sents:
        resolve(sent, wording, state.memory)
        remember(sent, wording, state.memory, [])
        state.memory.theory = named_theory(sent, wording)
    state.memory.last_verb = None


def _is_fragment(doc: Doc) -> bool:
    """Whether a list item is a phrase, not a sentence."""
    if _SENTENCES.search(doc.text.strip()):
        return False
    text = doc.text.strip()
    if not text.endswith((".", "!", "?")):
        return True
    told = text[:1].isupper() and len(doc) >= _TOLD and any(t.tag_ in _TENSED for t in doc) and text[0] != "("
    return not told and not any(t.dep_ in {"nsubj", "nsubjpass"} for t in doc)


def _completes(doc: Doc, level: int, state: _State) -> bool:
    """Whether a list item is no sentence of its own, or goes on with the line before the list."""
    return _is_fragment(doc) and (not _tells(doc) or bool(_lead_of(level, state)))


def _tells(doc: Doc) -> bool:
    """Whether an item without a full stop is a sentence: "- Menopause is reached when the ovaries run out of follicles"."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or any(t.text == "(" for t in doc[: root.i]):
        return False
    if len(doc) < _TOLD or not doc.text.strip()[:1].isupper() or doc.text.rstrip()[-1:] in ":?":
        return False
    tensed = root.tag_ in _TENSED or any(c.tag_ in _TENSED for c in root.lefts)
    return tensed and any(c.dep_ in {"nsubj", "nsubjpass"} for c in root.lefts)


def _item(part: _Part, wording: Wording, state: _State) -> Iterator[Fact]:
    """A list item that completes the line before the list, or that a list of its own comes under."""
    level = part.block.level
    if part.doc.text.rstrip().endswith(":"):
        for sent in part.doc.sents:
            resolve(sent, wording, state.memory)
        state.last = (part.doc, wording)
        state.leads = {k: v for k, v in state.leads.items() if k <= level}
        return
    lead = state.leads[level] = _lead_of(level, state)
    parent = next((state.parents[k] for k in sorted(state.parents, reverse=True)), "")
    if parent:
        lead = f"{parent} – {lead}" if lead else f"{parent}:"
    text = part.doc.text.strip()
    if not lead:
        evidence = part.evidence(part.doc[:], part.doc[:])
        yield from item_definition(
            part.doc, Place(evidence, state.section, text, wording, state.memory, state.theories)
        )
    if len(text.split()) <= _NAME:
        state.parents[level] = text
    if lead and len(text.split()) <= _ITEM:
        evidence = part.plain.span(part.offset, part.offset + len(part.doc.text.rstrip()))
        yield item_fact(lead, text, evidence, state.section, state.memory.topic)


def _completed(sent: Span, lead: str, part: _Part, state: _State) -> Iterator[Fact]:
    """The fact of a list item's first sentence, which completes the line before the list."""
    text = text_of(sent).strip()
    if len(text.split()) <= _ITEM:
        yield item_fact(lead, text, part.evidence(sent, sent), state.section, state.memory.topic)


def _lead_of(level: int, state: _State) -> str:
    """The words that the items of the list at hand complete; empty when there are none."""
    return state.leads[level] if level in state.leads else _lead(level, state)


def _lead(level: int, state: _State) -> str:
    """The words that the items of a list complete: from the line before, else from the heading."""
    text = state.last[0].text.rstrip() if state.last is not None else ""
    if (
        state.last is None
        or (level > 1 and not text.endswith(":"))
        or text.endswith((".", "!")) != text.endswith(":.")
    ):
        return lead_in(None, None, state.memory, state.section) if level == 1 else ""
    return lead_in(*state.last, state.memory, state.section)


def _sentence(
    sent: Span, part: _Part, wording: Wording, state: _State, before: tuple[Span, Wording] | None
) -> list[Fact]:
    """The facts of one sentence; `before` is the one before it, perhaps of the paragraph before."""
    text = text_of(sent).strip()
    tells = ":" in text or announced(sent) or instructs(sent)
    if not any(t.is_alpha for t in sent) or (commands(sent) and not tells):
        return []
    namings = find_namings(sent, wording)
    resolve(sent, wording, state.memory)
    if starts_theory(text) and not state.theories.fresh:
        state.theories.begin(theory_name(text), "")
        name = theory_name(text)
        state.memory.theory = as_theory(name) if name else ""
    facts: list[Fact] = []
    if (not _LEADS.search(text) and text.endswith((".", "!", ":", ";", "”", '"', ")"))) or (
        part.block.kind is BlockKind.LIST_ITEM and not text.endswith("?")
    ):
        evidence = part.evidence(sent, sent)
        section = f"{state.section} – {part.head}" if part.head else state.section
        place = Place(evidence, section, text, wording, state.memory, state.theories)
        if before is not None:
            earlier, its_wording = before
            together = part.evidence(earlier, sent) if earlier.doc is sent.doc else evidence
            place = replace(place, before=Before(earlier, its_wording, together))
        if not inserted(sent):
            facts.extend(_parts_of(sent, namings, place))
        facts.extend(whole_facts(sent, place))
    remember(sent, wording, state.memory, namings)
    state.memory.theory = named_theory(sent, wording) or state.memory.theory
    state.memory.opening = False
    return facts


def _parts_of(sent: Span, namings: list[Naming], place: Place) -> Iterator[Fact]:
    """What the clauses of a sentence say, where they are to be trusted, and what it says in passing."""
    if len(sent) <= _SURE and not leaves_open(sent):
        for clause in find_clauses(sent, place.wording):
            yield from clause_facts(clause, place)
    yield from definition_facts(sent, namings, place)
    yield from happening_facts(sent, place)
