"""Take sentences apart into clauses: who does what to whom, with what certainty."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from flashcards.analysis.lexicon import CONNECTIVES
from flashcards.analysis.phrases import Wording, asides, drop_connective, is_plural, phrase, subtree

NEGATIONS = frozenset(
    {"never", "hardly", "scarcely", "no", "not", "neither", "nor", "nobody", "none", "nothing", "rarely"}
)
#: The tags of verbs that carry tense or mood: with one of them words can be a sentence.
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
RELATIVES = frozenset({"which", "that", "who"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate with its subject.

    `group` are the words of the verb from the first auxiliary to `core`, the verb that carries the
    meaning ("may help to strengthen"); `complement` is the object or predicate noun; `lead` stands before the
    subject, `tail` after the complement.
    """

    verb: Token
    core: Token
    subject: Token
    subject_text: str
    plural: bool
    group: tuple[Token, ...]
    inherited: tuple[Token, ...]
    complement: Token | None
    relative: bool

    @property
    def verbs(self) -> tuple[Token, ...]:
        """The first verb of the group and the one that carries the meaning, once if they are the same."""
        return (self.verb,) if self.verb == self.core else (self.verb, self.core)

    @property
    def passive(self) -> bool:
        """Whether the subject undergoes what the core verb says."""
        return any(t.dep_ == "auxpass" and t.head == self.core for t in (*self.group, *self.inherited)) or (
            self.core.tag_ == "VBN" and any(t.lemma_ == "be" for t in self.inherited)
        )

    @property
    def negated(self) -> bool:
        """Whether the clause denies its predicate."""
        near = (*self.group, *self.inherited, *self.verb.children, *self.core.children)
        return any(
            t.dep_ == "neg" or t.lower_ in NEGATIONS or any(c.lower_ == "no" for c in t.children)
            for t in near
        )


def find_clauses(sent: Span, wording: Wording) -> Iterator[Clause]:
    """The finite clauses of a sentence that have a subject of their own or share one."""
    for token in sent:
        if token.pos_ in {"VERB", "AUX"} and _is_head(token):
            clause = _clause(token, wording)
            if clause is not None and _agrees(clause):
                yield clause


def _is_head(token: Token) -> bool:
    """Whether a verb opens a clause of its own rather than serving another verb."""
    if token.dep_ in {"ROOT", "ccomp", "relcl", "advcl", "parataxis"}:
        # The small model takes many a plain present for an infinitive ("icebergs float").
        bare = token.tag_ == "VB" and own_subject(token) is not None
        return (
            bare
            or token.tag_ in FINITE
            or any(c.dep_ in {"aux", "auxpass"} and c.lower_ != "to" for c in token.children)
        )
    return (token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"} and token.tag_ != "VBG") or (
        token.dep_ == "conj" and any(c.dep_ in _SUBJECTS for c in token.children)
    )  # fmt: skip


def own_subject(verb: Token) -> Token | None:
    """The subject among the verb's own branches."""
    before = [c for c in verb.children if c.i < verb.i]
    found = next((c for c in before if c.dep_ in _SUBJECTS), None)
    if found is None and verb.tag_ in {"VBZ", "VBP", "VBD"}:
        # "When pollen returns": the small model at times hangs a bare noun on its verb as if the two were one noun.
        found = next((c for c in before if c.dep_ == "compound" and c.pos_ in {"NOUN", "PROPN"}), None)
    if found is None:
        # "Vaccines have, in rare cases, caused harm": far from its verb, the subject may hang on the auxiliary.
        helpers = (c for c in before if c.dep_ in {"aux", "auxpass"})
        found = next((c for h in helpers for c in h.children if c.dep_ in _SUBJECTS and c.i < h.i), None)
    return found


def _clause(verb: Token, wording: Wording) -> Clause | None:
    """The clause of a verb, with a shared or relative subject found."""
    subject, holder = own_subject(verb), verb
    while subject is None and holder.dep_ == "conj":
        holder = holder.head
        subject = own_subject(holder)
    if subject is None:
        return None
    relative = holder.dep_ == "relcl" and subject.lower_ in RELATIVES
    if (
        (subject.lower_ in RELATIVES and not relative)
        or subject.tag_ in {"WP", "WRB"}
        or subject.pos_ == "SCONJ"
        or any(c.tag_ == "WP$" for c in subject.lefts)
    ):
        return None
    if holder.dep_ == "relcl" and not relative:
        return None
    head = _antecedent(holder) if relative else subject
    text = drop_connective(_subject_text(head, holder if relative else None, wording))
    group, core = _group(verb)
    inherited = _inherited(verb, holder) if holder != verb else ()
    plural = is_plural(head, wording) if head.dep_ not in {"csubj", "csubjpass"} else False
    complement = next((c for c in core.children if c.dep_ in _OBJECTS and c.i > core.i), None)
    return Clause(verb, core, head, text, plural, tuple(group), inherited, complement, relative)


def _antecedent(verb: Token) -> Token:
    """The noun that a relative clause is about."""
    return verb.head


def _subject_text(head: Token, relative: Token | None, wording: Wording) -> str:
    """The subject as a phrase; of what a relative clause explains, only the core."""
    if head.dep_ in {"csubj", "csubjpass"}:
        return phrase(subtree(head, without=asides(head)), wording)
    without = list(asides(head))
    if relative is not None:
        without.append(relative)
        # "The ossicles, which are named the malleus, the incus and the stapes": what is joined after it is its own.
        without += [c for c in head.children if c.dep_ == "conj" and c.i > relative.i]
    return phrase(subtree(head, without=without), wording)


def _group(verb: Token) -> tuple[list[Token], Token]:
    """The words of the predicate from the first auxiliary to the verb that carries the meaning."""
    tokens = _verb_words(verb)
    core = verb
    while (following := _chained(core)) is not None:
        tokens += [t for t in _verb_words(following) if t not in tokens]
        core = following
    return sorted(tokens, key=lambda t: t.i), core


def _verb_words(verb: Token) -> list[Token]:
    """A verb with its auxiliaries, particle, negation and the adverbs inside."""
    words = [verb]
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass", "neg", "prt"}:
            words.append(child)
        elif (
            child.dep_ == "advmod"
            and child.i < verb.i
            and child.lower_ not in CONNECTIVES
            and not list(child.children)
        ):
            subject = own_subject(verb)
            if (subject is None or child.i > subject.right_edge.i) and child.tag_ != "WRB":
                words.append(child)
    return words


def _chained(verb: Token) -> Token | None:
    """The verb that continues this one ("help to repair", "is known to be involved")."""
    for child in verb.children:
        if child.dep_ == "xcomp" and child.i > verb.i and child.pos_ in {"VERB", "AUX"}:
            if any(c.dep_ == "dobj" for c in verb.children) or own_subject(child) is not None:
                return None
            between = child.doc[verb.i + 1 : child.left_edge.i]
            if all(
                t.dep_ in {"advmod", "neg", "prt", "acomp", "prep"} or t.head in (verb, child)
                for t in between
            ):
                return child
    return None


def _inherited(verb: Token, holder: Token) -> tuple[Token, ...]:
    """The auxiliaries that a joined verb takes over from the first one."""
    own = next((c for c in verb.children if c.dep_ in {"aux", "auxpass"}), None)
    if (own is not None and own.tag_ not in {"VB", "VBN"}) or (
        verb.tag_ in {"VBZ", "VBD", "VBP"} and not _bare(verb, holder)
    ):
        return ()
    kinds = (
        {"aux", "neg"} if verb.tag_ == "VB" else {"aux", "auxpass", "neg"}
    )  # "may be laid down and lead to"
    return tuple(c for c in holder.children if c.dep_ in kinds and c.i < holder.i and c.lower_ != "to")


def _bare(verb: Token, holder: Token) -> bool:
    """Whether a joined verb shares the first one's modal ("may irritate and attract")."""
    return verb.lower_ == verb.lemma_.lower() and any(c.tag_ == "MD" for c in holder.children)


def _agrees(clause: Clause) -> bool:
    """Subject and verb must agree in number, else the parse is not to be trusted."""
    words = (*clause.inherited, *clause.group)
    first = next((t for t in words if t.pos_ in {"AUX", "VERB"}), words[0])
    if clause.inherited and clause.inherited[-1].tag_ == "MD" and clause.group[0].tag_ in {"VBN", "VBD"}:
        return False
    if first.tag_ not in FINITE | {"VB"} or (first.tag_ == "VB" and first.lower_ in {"be", "have"}):
        return False
    if clause.subject_text == "" or clause.inherited:
        return bool(clause.subject_text)
    if first.tag_ == "VB" and first.dep_ not in {"aux", "auxpass"}:
        return clause.plural
    if first.tag_ == "VBZ" and first.lower_ not in {"'s", "’s"}:
        return not clause.plural or clause.subject.tag_ in {"NN", "NNP"}
    if first.tag_ == "VBP":
        return (
            clause.plural or clause.subject.lower_ in {"i", "you"} or clause.subject.tag_ not in {"NN", "NNP"}
        )
    return True
