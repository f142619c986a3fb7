"""The closed list of verbs that say what one thing does to another, with the direction of the effect."""

from flashcards.core.maps import Polarity
from flashcards.writing.words import word_set


def _phrases(text: str) -> frozenset[str]:
    """The phrases of a list, parted by commas."""
    return frozenset(" ".join(each.split()) for each in text.split(","))


_RAISING = _phrases(
    """activate, increase, raise, boost, enhance, strengthen, stimulate, promote, elevate, amplify, trigger,
    cause, produce, release, make, create, generate, form, build, drive, induce, support, improve, restore,
    repair, speed up, accelerate, set off, switch on, turn on, initiate, open, unlock, encourage, facilitate,
    enable, lead to, result in, give rise to, contribute to, bring about, prompt, excite, secrete, deepen,
    lengthen, prolong, extend, expand, intensify, maintain, preserve, protect, sustain, attract, recruit,
    provoke, evoke, elicit, yield, sharpen, brighten, synthesise, synthesize, mobilise, mobilize, widen,
    dilate, heighten, potentiate, fuel, spark, awaken, relax, liberate, free, ramp up, step up, build up,
    bring on, favour, favor, spur, spur on, wake up, replenish, rebuild, renew, warm, thicken, help"""
)
_LOWERING = _phrases(
    """block, inhibit, reduce, lower, decrease, suppress, dampen, weaken, slow, slow down, prevent, stop, halt,
    limit, damage, destroy, kill, impair, disrupt, break down, degrade, remove, clear, neutralise, neutralize,
    counteract, interfere with, hinder, blunt, quiet, calm, silence, switch off, turn off, turn down, shut off,
    shut down, close, ease, relieve, shrink, narrow, constrict, cut, deplete, diminish, antagonise, antagonize,
    oppose, restrict, delay, shorten, hold back, erase, soften, curb, act against, scale down, use up, consume,
    burn, exhaust, dissolve, inactivate, deactivate, reverse, offset, abolish, eliminate, attack,
    attenuate, restrain, thin, starve, worsen, harm, injure, obstruct, cool, hamper, undermine, stiffen,
    protect against, guard against, clear away"""
)
_CHANGING = _phrases(
    """change, alter, modulate, regulate, control, affect, influence, shift, shape, adjust, reset, govern,
    act on, move, disturb, modify, rebalance"""
)
#: Contact, transport and company: they tell who meets whom, not what comes of it.
_MEETING = _phrases(
    """bind, bind to, attach to, reach, enter, interact with, target, convert, turn into, irritate, recognise,
    recognize, play a role in, play a part in, involved in, carry, send, transport, deliver, pass through,
    travel to, swallow, engulf, sense, detect, absorb, pump, lock, surround, stick to, dock on, latch on to"""
)
#: Getting somebody to do something: "prompts the liver to make".
CAUSATIVE = word_set(
    """prompt cause allow lead enable force tell stimulate induce trigger encourage drive signal push help instruct"""
)
#: Better and worse say which way only together with what gets better.
_BETTER = frozenset({"improve", "worsen"})
_ILLS = word_set(
    """symptom pain disease disorder depress anxiety inflammat insomnia fatigue nausea deficit seizure migraine"""
)

_POLARITY: dict[str, Polarity] = (
    dict.fromkeys(_RAISING, Polarity.RAISES)
    | dict.fromkeys(_LOWERING, Polarity.LOWERS)
    | dict.fromkeys(_CHANGING, Polarity.NEUTRAL)
)

#: Every verb of the list, with its particle.
EFFECTS = frozenset(_POLARITY) | _MEETING
_FIRST_WORDS = frozenset(phrase.split(" ", 1)[0] for phrase in EFFECTS)
_OPENERS = word_set(
    """help helps to tend appear seem serve begin continue be been being able known thought believed shown found said
    reported likely also often usually sometimes further thus then both even still again work"""
)
_DENYING = word_set(
    "not never no rarely hardly barely scarcely seldom fail fails neither nor cannot only merely just simply"
)
_NOT_ADVERBS = frozenset({"supply", "multiply", "apply", "rely"})
_IRREGULAR = {
    "driven": "drive", "broken": "break", "made": "make", "held": "hold", "built": "build", "led": "lead",
    "sent": "send", "given": "give", "bound": "bind", "brought": "bring", "shrunk": "shrink", "set": "set",
    "cut": "cut", "shut": "shut", "stuck": "stick", "rebuilt": "rebuild",
}  # fmt: skip
_DOUBLING = frozenset({"stop", "cut", "set", "shut", "step", "thin", "control"})


def effect(verb: str) -> str:
    """The verb of the list within a predicate, empty when there is none: "help to slowly raise" -> "raise"."""
    tokens = verb.lower().split()
    if any(token in _DENYING for token in tokens):
        return ""
    while tokens and " ".join(tokens) not in EFFECTS and _is_opener(tokens[0]):
        tokens.pop(0)
    rest = " ".join(tokens)
    return rest if rest in EFFECTS else ""


def _is_opener(token: str) -> bool:
    return token in _OPENERS or (token.endswith("ly") and token not in _NOT_ADVERBS)


def polarity(verb: str, concept_key: str = "") -> Polarity | None:
    """The direction of a verb's effect on a concept, None when it only tells who meets whom."""
    found = _POLARITY.get(verb)
    if verb in _BETTER and found and _ILLS & set(concept_key.split()):
        return opposite(found)
    return found


def opposite(one: Polarity) -> Polarity:
    """Raises for lowers and the other way round."""
    swapped = {Polarity.RAISES: Polarity.LOWERS, Polarity.LOWERS: Polarity.RAISES}
    return swapped.get(one, one)


def together(verb: Polarity | None, lead: Polarity | None) -> Polarity | None:
    """The direction of "reduces the loss of": two lowerings raise; None as `lead` changes nothing."""
    if verb is None or lead is None or lead is Polarity.NEUTRAL:
        return verb
    return opposite(verb) if lead is Polarity.LOWERS else verb


def from_gerund(word: str) -> str:
    """The listed verb's first word behind an -ing form, empty when there is none."""
    low = word.lower()
    return _listed((low[:-3], low[:-3] + "e", low[:-4])) if low.endswith("ing") and len(low) > 4 else ""


def from_participle(word: str) -> str:
    """The listed verb's first word behind a participle, empty when there is none."""
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    return _listed((low[:-2], low[:-1], low[:-3])) if low.endswith("ed") else ""


def _listed(forms: tuple[str, ...]) -> str:
    return next((form for form in forms if form in _FIRST_WORDS), "")


def gerund(verb: str) -> str:
    """The -ing form of a listed verb: "switch off" -> "switching off"."""
    first, space, rest = verb.partition(" ")
    if first in _DOUBLING:
        first += first[-1]
    elif first.endswith("e") and not first.endswith(("ee", "ye")):
        first = first[:-1]
    return f"{first}ing{space}{rest}"
