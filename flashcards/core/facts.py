"""What an article claims, taken apart: one proposition with its certainty and its evidence."""

from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.articles import Span


class FactKind(StrEnum):
    """The role of a claim in the article; cards are grouped and coloured by it."""

    MECHANISM = "mechanism"
    THEORY = "theory"
    RISK = "risk"
    DEFINITION = "definition"
    OTHER = "other"


class FactForm(StrEnum):
    """The grammatical shape of a claim, which decides how it can be asked for."""

    ACTIVE = "active"
    PASSIVE = "passive"
    COPULA = "copula"
    DEFINITION = "definition"
    REASON = "reason"
    CONSEQUENCE = "consequence"
    ITEM = "item"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Fact:
    """One proposition of the article, with its references resolved.

    `subject`, `relation` and `object` are phrases in the article's words ("ketamine", "blocks",
    "NMDA receptors"); `condition` is a means or circumstance ("by blocking NMDA receptors").
    `hedge` holds the words that keep the claim uncertain ("may", "one theory is"), empty when it
    is stated flatly; `attribution` who says so. `theory` numbers competing explanations from 1,
    0 outside any. `evidence` is the verbatim sentence or list item; `section` the heading above.

    The last fields serve good English in questions. `statement` is the whole claim as a sentence that
    stands alone; the other phrases occur in it unless the claim was rebuilt. A question reads
    `auxiliary` subject `verb` object `tail` ("may" ketamine "help to repair" circuitry "in the brain");
    `plural` is the number of the subject; the classes are nouns that the subject and the object are
    known to belong to ("enzyme", "receptors"), `frame` opens a theory's question ("According to one
    theory") and `topic` is what the whole article is about. `gaps` are the phrases of a whole statement that
    a gap card may hide, the most telling first.
    """

    kind: FactKind
    subject: str
    relation: str
    object: str
    evidence: Span
    condition: str = ""
    negated: bool = False
    hedge: str = ""
    attribution: str = ""
    theory: int = 0
    section: str = ""
    form: FactForm = FactForm.STATEMENT
    statement: str = ""
    auxiliary: str = ""
    verb: str = ""
    tail: str = ""
    plural: bool = False
    subject_class: str = ""
    object_class: str = ""
    frame: str = ""
    topic: str = ""
    gaps: tuple[str, ...] = ()
