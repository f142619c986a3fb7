"""What an answer looks like and what kind of thing it names, by its surface alone.

Wrong choices of a quiz must look like the right one: the same form, number and article, and a thing
of the same kind.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from flashcards.writing.grammar import bare
from flashcards.writing.words import content, stem, word_set, words


class Form(StrEnum):
    """The shape of an answer."""

    NOUN = "noun"
    GERUND = "gerund"
    AMOUNT = "amount"
    LIST = "list"
    BY = "by"
    BECAUSE = "because"
    TO = "to"
    EVENT = "event"
    ACTION = "action"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Look:
    """An answer's form, its article ("a", "the" or none), its number and the stem of its head noun.

    `mark` is what else of its grammar shows: a quantity ("more insulin"), an owner ("the body's
    water"), a clause ("cells that divide"), a measure ("the level of sugar"); empty for a plain noun.
    """

    form: Form
    article: str
    plural: bool
    head: str
    mark: str = ""


_AFTER_HEAD = re.compile(
    r"[,;:(]|\s(?:of|in|on|at|to|for|with|from|by|between|within|during|that|which|who|whose|like|such|called"
    r"|than|behind|before|after|about|against|into|under|over|through|without)\b"
)
_THROUGH = re.compile(
    r"^(?:[\w-]+ )*?(?:types?|kinds?|forms?|levels?|amounts?|lack|loss|group|number|share|part|side) of "
)
_JOINED = re.compile(r",|\s(?:and|or|as well as|plus)\s")
_NUMBER = re.compile(
    r"\d|^(?:about |around |nearly |up to |several |a few |few |many |most |half )|\b(?:one|two|three|four|five"
    r"|six|seven|eight|nine|ten|twelve|hundred|thousand|million|billion|trillions?|per ?cent|percent)\b",
    re.IGNORECASE,
)
_IRREGULAR = word_set(
    "people children mice men women feet teeth bacteria data criteria fungi nuclei mitochondria"
)
_SINGULAR = word_set("diabetes rabies measles news lens series species gas bias virus atlas")

_QUANTITY = re.compile(
    r"(?:very |too |much |even )?(?:less|more|enough|little|much|low|lower|high|higher|any|no|some|certain|such|same"
    r"|mostly|mainly|partly|extra|only|also|even|other|another|further|your|our|its|their|his|her|so-called)\b"
)

#: Heads that say nothing of what kind of thing it is.
_LIGHT = word_set("way thing people person one other time fact idea lot rest place end start half change")

_KINDS = {
    "part of the brain": word_set(
        "cortex hippocampus amygdala brainstem thalamus hypothalamus cerebellum striatum midbrain forebrain"
    ),
    "organ": word_set(
        """brain liver kidney
        kidneys heart lung lungs stomach gut bowel colon intestine bladder pancreas spleen skin retina muscle
        muscles bone bones marrow thyroid"""
    ),
    "symptom": word_set(
        """nausea vomiting dizziness drowsiness headache headaches fatigue tiredness insomnia confusion anxiety
        agitation diarrhoea diarrhea constipation bloating wind cramps rash itching fever bleeding cough
        sweating tremor palpitations fainting irritability restlessness numbness tingling swelling pain
        hallucinations dissociation bruising"""
    ),
    "illness": word_set(
        """depression diabetes asthma cancer psychosis schizophrenia epilepsy obesity dementia stroke
        hypertension migraine malaria influenza cholera tuberculosis anaemia anemia infection addiction
        arthritis sepsis autism"""
    ),
    "cell": word_set(
        """neuron neurons platelets microglia astrocytes lymphocytes macrophages fibres fibers
        bacteria microbes viruses"""
    ),
    "vessel": word_set("artery arteries vein veins capillary capillaries vessel vessels airway airways"),
    "nerve ending": word_set("synapse synapses spine spines dendrite dendrites axon axons terminal terminals"),
    "substance": word_set(
        """glucose oxygen water calcium sodium potassium magnesium zinc iron cortisol dopamine serotonin gaba
        insulin glutamate adrenaline melatonin histamine acetylcholine lactate ethanol alcohol aspirin
        fat fats sugar salt starch cholesterol collagen keratin"""
    ),
}  # fmt: skip
_KIND_OF = {stem(word): kind for kind, names in _KINDS.items() for word in names}
_NOT_CHEMICAL = word_set(
    """accurate adolescence again aggregate alternate appropriate backbone baseline basin begin bone brain
    cabin candidate certain certificate chain choose climate close coffin coin combine compose
    control debate decide decline define determine diagnose discipline divide domain dose drain
    engine estimate everyone examine expose fine gain gene goal goose grain guide hole hormone
    hygiene immediate inside intestine join line loose lose machine magazine main margin medicine
    medium mine moderate nine nose oppose origin outline outside override oxide pain phone plain
    podium premium private propose protein provide purpose rain rate ride role rose routine scene
    school separate side skin slide spine stadium state stone strain substrate suicide suppose
    tedium those timeline tone tool train twin urine vaccine vein verbose vitamin whole whose wide
    within worldwide zone"""
)
_CHEMICAL = re.compile(r"[a-z]{3,}(?:in|ine|ol|one|ate|ide|ium|ose|ene)s?$")
_NO_ENZYME = word_set(
    "disease increase decrease database release phrase purchase erase grease crease showcase"
)
_DRUG = re.compile(
    r"[a-z]*(?:mycin|statin|pril|olol|azole|azepam|caine|cillin|oxetine|traline|apine|triptan|sartan|gliptin|parin)s?$"
    r"|(?:es)?ketamine$|aspirin$|ibuprofen$|paracetamol$|lithium$|metformin$|morphine$|warfarin$|steroids?$"
)
_ILLNESS = re.compile(r"[a-z]{4,}(?:itis|osis|emia|aemia|pathy|phobia|plegia)$")


@lru_cache(maxsize=20000)
def look(text: str, question: str = "") -> Look:
    """How an answer looks; its question tells clauses and definitions from other phrases."""
    low = " ".join(text.split()).strip(" .").lower()
    first = low.split(" ", 1)[0] if low else ""
    article = {"a": "a", "an": "a", "the": "the"}.get(first, "")
    core = head_word(low)
    return Look(_form(low, question.lower(), first), article, is_plural(core), stem(core), _mark(bare(low)))


def _mark(low: str) -> str:
    if found := _QUANTITY.match(low):
        return found[0]
    if "'s " in low or "’s " in low or "s' " in low:
        return "owner"
    if re.search(r"\b(?:that|which|who|whose|where|when|if|while)\b", low):
        return "clause"
    return "measure" if _THROUGH.match(low) else ""


def _form(low: str, question: str, first: str) -> Form:
    fixed = {"because": Form.BECAUSE, "by": Form.BY, "to": Form.TO}
    if first in fixed:
        return fixed[first]
    if question.endswith(" to do?"):
        return Form.ACTION
    if question.startswith(("what happens", "what happened")):
        return Form.EVENT
    if re.match(r"what (?:is|are|was|were) (?!the (?:main|first|most|only)\b)", question):
        return Form.DEFINITION
    if _NUMBER.search(bare(low)):
        return Form.AMOUNT
    if _JOINED.search(low):
        return Form.LIST
    return Form.GERUND if re.fullmatch(r"[a-z]{3,}ing", first) and " " in low else Form.NOUN


def head_word(low: str) -> str:
    """The noun that a phrase is about: "level of serotonin" is about serotonin, "mix of cells" about a mix."""
    inner = bare(_THROUGH.sub("", bare(low)))
    found = words(_AFTER_HEAD.split(inner, maxsplit=1)[0])
    return found[-1] if found else ""


def is_plural(word: str) -> bool:
    """Whether a noun looks like more than one."""
    if word in _IRREGULAR:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in _SINGULAR
    )


@lru_cache(maxsize=20000)
def kinds_of(text: str) -> frozenset[str]:
    """The kinds of thing that a phrase may name, as far as its head word shows."""
    head = head_word(text.lower())
    if not head or head in _LIGHT:
        return frozenset()
    found = {kind for kind in (_KIND_OF.get(stem(head)), _by_ending(head)) if kind}
    if len(content(bare(text))) > 1:
        found.add(f"head {stem(head)}")
    elif re.fullmatch(r"[a-z]?[A-Z][A-Z0-9-]+[a-z0-9]?", bare(text).strip()):
        found.add("abbreviation")
    return frozenset(found)


def _by_ending(head: str) -> str:
    if re.fullmatch(r"[a-z]{3,}ases?", head) and head.removesuffix("s") not in _NO_ENZYME:
        return "enzyme"
    if _DRUG.fullmatch(head):
        return "drug"
    if _ILLNESS.fullmatch(head):
        return "illness"
    singular = head.removesuffix("s")
    return (
        "substance" if len(head) > 5 and _CHEMICAL.fullmatch(head) and singular not in _NOT_CHEMICAL else ""
    )
