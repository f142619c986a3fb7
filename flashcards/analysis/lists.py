"""Lists: one fact for each item, made whole by the line that leads in."""

import re
from dataclasses import replace

from spacy.tokens import Doc, Span

from flashcards.analysis.clauses import own_subject
from flashcards.analysis.memory import Memory, noun_text
from flashcards.analysis.phrases import Wording, asides, capital, drop_connective, phrase, small, subtree
from flashcards.analysis.roles import is_risk_section
from flashcards.core.articles import Span as TextSpan
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.core.vocabulary import says_something

_HEDGE = re.compile(
    r"\b(?:may|might|can|could|potential|possible|some|sometimes|often|usually|likely)\b", re.IGNORECASE
)
_LISTED = re.compile(
    r"\b(?:effects|symptoms|signs|risks|reactions|complications|benefits|uses|problems|people|patients)$",
    re.IGNORECASE,
)
#: A lead-in has at most so many words.
_LEAD = 18
#: A lead-in of more words says by itself what it is about.
_SHORT = 6
#: Of a lead-in that begins so the topic is not clear.
_NOBODYS = re.compile(
    r"(?:you|about|around|one in|roughly|nearly|up to|(?:some|most|many) (?:people|patients|users|of))\b",
    re.IGNORECASE,
)
#: An item that opens with a name: "16:8 – all meals are eaten within eight hours".
_BESIDES = re.compile(r"^besides [^,]+, ", re.IGNORECASE)
#: "The following can set off an attack:" and "The following side effects may occur:".
_FOLLOWING = re.compile(
    r"^the following (?:(?=(?P<verb>can|may|might|are|is|should|must|will|could)\b)|(?=\w))", re.IGNORECASE
)
#: "One in four gets some of the following, usually early:" and "check whether you take any of these:".
_THE_FOLLOWING = re.compile(r" (?:some|one|any) of (?:the following|these)(?=,|$)")
#: "Risk is increased by the following factors:".
_FOLLOWING_LAST = re.compile(r"(?<=\b(?:by|of|to)) the following \w+$")
_THE_ONES = re.compile(r"^the ones ", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[^\s–—]+?(?: [^\s–—]+?){0,3})(?: [–—] |: )(?P<said>\S+(?: \S+){3,})")
_ENDS = re.compile(
    r"\b(?:include|includes|including|are|as|is|cause|for|of|if|when"
    r"|(?:if|when) you(?: have| are| get| notice| take)?)$",
    re.IGNORECASE,
)
_THESE_INCLUDE = re.compile(r"^(?:these|they) (?:include|are)[ :]*$", re.IGNORECASE)
#: "Common (more than 1 in 100 people)" above a list, where side effects are spoken of.
_HOW_OFTEN = re.compile(
    r"^(?P<often>(?:very |less |more )?(?:common|uncommon|rare|frequent|serious|mild))(?: side effects)?(?P<rate> \([^)]{4,60}\))?:?$",
    re.IGNORECASE,
)
#: Who should take care, and of what.
_WARNS = re.compile(
    r"(?:do not|don['’]t|never|stop|avoid|(?:see|call|tell|ask|talk to|speak to|contact) (?:a|your|the) (?:doctor|gp|pharmacist|nurse))\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"^who (?P<rest>(?:should|must|can|may|needs?|is|are)\b.*?)\?*$", re.IGNORECASE)
_WHAT = re.compile(r"^what are (?P<rest>the .*?)\?*$", re.IGNORECASE)


def lead_in(doc: Doc | None, wording: Wording | None, memory: Memory, heading: str) -> str:
    """The words that each item of a list completes, or nothing when there are none."""
    if doc is None or wording is None:
        return _from_heading(heading, memory.topic)
    sents = [s for s in doc.sents if any(t.is_alpha for t in s)]
    sent = sents[-1] if sents else None
    if sent is not None and len(sents) > 1 and _THESE_INCLUDE.match(sent.text.strip()):
        return _such_as(sents[-2], wording)
    if sent is None or "?" in sent.text or any(t.i in wording.open for t in sent):
        return ""
    text = drop_connective(phrase(subtree(sent.root, without=asides(sent.root)), wording))
    text = text.rstrip(" .:;,")
    if len(sents) > 1:
        text = _THE_ONES.sub(lambda _: _ones_of(sents[-2], wording), text)
    if len(text.split()) > _LEAD or len(text.split()) < 2:
        return ""
    text = _THE_FOLLOWING.sub("", text).strip()
    text = _FOLLOWING_LAST.sub("", text)
    text = _FOLLOWING.sub(lambda m: "what " if m["verb"] else "", _BESIDES.sub("", text))
    text = _under_topic(_with_topic(text, _holder(memory)), memory.topic)
    return text if _ENDS.search(text) else f"{text}:"


def _ones_of(sent: Span, wording: Wording) -> str:
    """What "the ones" after a sentence are: "most side effects are mild. The ones reported most often include"."""
    subject = own_subject(sent.root)
    plural = subject is not None and subject.pos_ == "NOUN" and subject.tag_ == "NNS"
    return f"the {noun_text(subject, wording)} " if subject is not None and plural else "the ones "


def _such_as(sent: Span, wording: Wording) -> str:
    """The sentence before "These include:" as what the items complete; empty if it does not stand alone."""
    text = phrase(sent, wording)
    fits = not any(t.i in wording.open for t in sent) and 4 <= len(text.split()) <= _LEAD
    return f"{drop_connective(text).rstrip('.')}, such as" if fits and "?" not in text else ""


def _under_topic(text: str, topic: str) -> str:
    """A short lead-in that does not say what it is about, with the topic before it."""
    said = {word[:4] for word in text.lower().split()}
    brief = len(text.split()) <= _SHORT or (_NOBODYS.match(text) and len(text.split()) <= 2 * _SHORT)
    if not topic or not brief or any(word[:4] in said for word in topic.lower().split()):
        return text
    return f"{capital(topic)} – {small(text)}"


def _holder(memory: Memory) -> str:
    """Whose side effects are listed: the one thing that the sentence before the line speaks of, else the topic."""
    subjects = {m.text for plural in (True, False) for m in memory.recent(plural, 2) if m.subject}
    named = {text for text in subjects if not says_of_list(text)}
    return named.pop() if len(named) == 1 else memory.topic


def says_of_list(text: str) -> bool:
    """Whether a subject is the list's own ("possible side effects") or nobody in particular ("most people")."""
    return bool(_LISTED.search(text)) or not says_something(text)


def _with_topic(text: str, topic: str) -> str:
    """Name the topic in a lead-in that speaks of "side effects" without saying of what."""
    if not topic or topic.lower() in text.lower():
        return text
    named = re.sub(
        r"^((?:\w+ )?(?:\w+ )?(?:effects|symptoms|signs|risks|reactions|complications|benefits|uses"
        r"|problems|triggers|causes|features))\b(?! of)",
        rf"\1 of {topic}",
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(r"^(too (?:much|little))\b", rf"\1 {topic}", named, flags=re.IGNORECASE)


def _from_heading(heading: str, topic: str) -> str:
    """A question as heading turned into a lead-in, or how often the side effects below it come."""
    if (match := _HOW_OFTEN.match(heading.strip())) and topic:
        return f"{match['often'].lower()} side effects of {topic}{match['rate'] or ''} include"
    if match := _WHO.match(heading.strip()):
        return f"people who {match['rest']} include"
    if match := _WHAT.match(heading.strip()):
        return f"{match['rest']} include"
    return ""


def under(parent: str, fact: Fact) -> Fact:
    """A fact shown as a whole sentence, with the list item before it under which it stands: "Closed angle – ..."."""
    known = set(re.findall(r"[a-z]{4}", fact.statement.lower()))
    if fact.subject or set(re.findall(r"[a-z]{4}", parent.lower())) <= known:
        return fact
    return replace(fact, statement=f"{parent} – {small(fact.statement)}")


def item_fact(lead: str, item: str, evidence: TextSpan, section: str, topic: str) -> Fact:
    """The fact of one list item."""
    risk = is_risk_section(section) or is_risk_section(lead) or bool(_WARNS.match(lead))
    hedge = _HEDGE.search(lead) or _HEDGE.search(item)
    text = item.rstrip(" .;,")
    if (named := _NAMED.fullmatch(text)) and not lead.endswith(":"):
        lead, text = f"{lead} {small(named['name'])}:", named["said"]
    body = lead[:1].upper() + lead[1:]
    return Fact(
        kind=FactKind.RISK if risk else FactKind.OTHER, subject=lead.rstrip(":"), relation="", object=text,
        evidence=evidence, hedge=hedge[0] if hedge else "", section=section, form=FactForm.ITEM,
        statement=f"{body} {text}.", topic=topic,
    )  # fmt: skip
