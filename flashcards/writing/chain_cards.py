"""Cards about what leads to what: the next step of a mechanism, and its steps in order."""

from collections.abc import Iterator, Sequence

from flashcards.core.articles import Article, Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.core.maps import Chain, Edge, MechanismMap
from flashcards.writing.chains import chains, leads_on
from flashcards.writing.effects import gerund
from flashcards.writing.grammar import bare, capital, plural_verb, singular_verb, small, spaced
from flashcards.writing.mechanisms import mechanism_map
from flashcards.writing.words import word_set

ARROW = " → "
FEWEST_STEPS, MOST_STEPS = 3, 5
MOST_WORDS = 25
#: Between 0 and 1, like the chance that ranks other cards.
_SEQUENCE_WORTH, _NEXT_WORTH = 0.9, 0.6
_MODAL = word_set("may might can could would will")
#: Doings that a question can name without sounding odd.
_NAMEABLE = word_set(
    """activate stimulate increase raise boost enhance strengthen elevate switch turn change alter suppress"""
)
#: What only the doer itself does: a drug lowers and activates, but it is the cell that releases.
_OWN_DOINGS = word_set(
    """release make produce secrete form create generate build synthesise synthesize yield burn consume use attack kill
    destroy break degrade recruit attract clear remove"""
)
_NOUNS = {
    "release": "release", "produce": "production", "form": "formation", "secrete": "secretion", "destroy": "destruction",
    "synthesise": "synthesis", "synthesize": "synthesis", "create": "creation",
}  # fmt: skip


def chain_drafts(article: Article, facts: Sequence[Fact]) -> list[Draft]:
    """Cards from the chains of an article's mechanism map, the best chain's first; none is checked yet."""
    found = mechanism_map(facts)
    drafts: list[Draft] = []
    for chain in chains(found):
        sequence = sequence_draft(article, facts, chain)
        drafts += [sequence] if sequence else []
        drafts += _next_steps(facts, found, chain)
    return list({(draft.type, draft.fact): draft for draft in reversed(drafts)}.values())[::-1]


def sequence_draft(
    article: Article, facts: Sequence[Fact], chain: Chain, otherwise: str = ""
) -> Draft | None:
    """How does X do Z, step by step? Or the other question, where that cannot be put into good words."""
    named = _how(facts, chain)
    steps = [_step(facts[edge.fact], edge, first=edge is chain.edges[0]) for edge in chain.edges]
    if len(ARROW.join(steps).split()) > MOST_WORDS or len(steps) > MOST_STEPS:
        steps.pop()  # the question names it
    answer = capital(ARROW.join(steps))
    question = named or otherwise
    if not question or not FEWEST_STEPS <= len(steps) <= MOST_STEPS or len(answer.split()) > MOST_WORDS:
        return None
    return Draft(
        role=FactKind.THEORY if chain.theory else FactKind.MECHANISM,
        type=CardType.SEQUENCE,
        question=question,
        answer=answer,
        evidence=_evidence(article, chain),
        hedged=chain.hedged,
        section=facts[chain.edges[0].fact].section,
        fact=chain.edges[0].fact,
        score=round(_SEQUENCE_WORTH - 0.05 * sum(edge.hedged for edge in chain.edges), 4),
    )


def _how(facts: Sequence[Fact], chain: Chain) -> str:
    """The question for the end of a chain, asked of its beginning; hedged if any step is."""
    first, last = chain.edges[0], chain.edges[-1]
    start, end = facts[first.fact], facts[last.fact]
    many = start.plural and not first.event
    auxiliary = end.auxiliary if end.auxiliary in _MODAL else "do" if many else "does"
    if chain.hedged and auxiliary not in _MODAL:
        auxiliary = "may"
    goal = end.tail if end.form is FactForm.REASON else end.object
    if not goal or "," in goal or end.auxiliary not in _MODAL | {"do", "does", "did"}:
        return ""
    done = spaced(_led_to(last, end), goal)
    subject = small(first.subject) if first.event else first.subject
    question = spaced("how", auxiliary, subject, done) + ", step by step?"
    frame = next((facts[edge.fact].frame for edge in chain.edges if facts[edge.fact].frame), "")
    return f"{frame}, {question}" if frame else capital(question)


def _led_to(last: Edge, end: Fact) -> str:
    """The predicate of the last step as the work of the whole chain: "lead to the release of"."""
    if end.tail == "to do":
        return f"get {end.verb.partition(' ')[2]} to"
    if not _is_own_doing(last):
        return end.verb
    noun = _NOUNS.get(end.verb)
    return f"lead to the {noun} of" if noun else f"lead {last.subject} to {end.verb}"


def _is_own_doing(edge: Edge) -> bool:
    """Whether an effect cannot be said of what came before."""
    return not edge.event and edge.verb.split(" ", 1)[0] in _OWN_DOINGS


def _step(fact: Fact, edge: Edge, *, first: bool) -> str:
    """An effect without its subject ("increases the levels of glutamate"), unless that must be named."""
    if _is_own_doing(edge) and fact.tail != "to do" and not first:
        return small(edge.reading)
    relation = edge.relation
    if fact.plural and fact.auxiliary == "do" and not edge.event:
        relation = singular_verb("does", relation)
    return small(spaced(relation, edge.object))


def _evidence(article: Article, chain: Chain) -> Span:
    """The sentence of the first step, or all sentences where they stand in one block."""
    spans = [edge.evidence for edge in chain.edges]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    in_block = any(
        block.is_body and block.span.start <= whole.start and whole.end <= block.span.end
        for block in article.blocks
    )
    return whole if in_block else spans[0]


def _next_steps(facts: Sequence[Fact], found: MechanismMap, chain: Chain) -> Iterator[Draft]:
    """What does activating Y lead to? Only where the article does not itself speak of the activating."""
    for first, second in zip(chain.edges, chain.edges[1:], strict=False):
        fact = facts[second.fact]
        after = {edge.target for edge in found.edges if leads_on(first, edge, found.label(edge.source))}
        if second.event or len(after) > 1 or first.verb.split(" ", 1)[0] not in _NAMEABLE:
            continue
        opening = fact.frame or _in_action(fact.topic, found.label(chain.edges[0].source))
        question = f"what does {gerund(first.verb)} {first.object} lead to?"
        predicate = (plural_verb if fact.plural else singular_verb)("", second.relation)
        yield Draft(
            role=fact.kind,
            type=CardType.BASIC,
            question=f"{opening}, {question}" if opening else capital(question),
            answer=spaced("They" if fact.plural else "It", predicate, second.object),
            evidence=fact.evidence,
            hedged=second.hedged,
            section=fact.section,
            fact=second.fact,
            score=_NEXT_WORTH,
        )


def _in_action(topic: str, origin: str) -> str:
    """The opening that says whose mechanism is meant, where the chain begins with the topic."""
    return f"In the action of {topic}" if topic and bare(topic).lower() == origin.lower() else ""
