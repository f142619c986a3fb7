"""The texts of a question as other programs want them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

from flashcards.core.quizzes import GAP, Label, Match, Order, Question, TrueFalse, Typed
from flashcards.core.text import storable

BLANK = "_____"
_LONGEST_NAME = 60
#: Two characters that XML cannot hold, beside those that nothing here can.
_NO_XML = str.maketrans("", "", "\ufffe\uffff")


def plain(text: str) -> str:
    """Plain text that every format can hold."""
    return storable(text.replace("\r\n", "\n").replace("\r", "\n")).translate(_NO_XML)


def line(text: str) -> str:
    """Plain text in one line."""
    return " ".join(plain(text).split())


def html(text: str) -> str:
    """Plain text as HTML that shows it as it is."""
    return escape(plain(text), quote=False).replace("\n", "<br>")


def stem(question: Question) -> str:
    """What is asked; a gap is a line."""
    return plain(question.stem).replace(GAP, BLANK)


def name(question: Question, number: int) -> str:
    """A short name that sorts questions in their order."""
    words = line(stem(question))
    shown = words if len(words) <= _LONGEST_NAME else f"{words[: _LONGEST_NAME - 1]}…"
    return f"{number:03} {shown}"


def sources(question: Question) -> tuple[str, ...]:
    """The sentences that bear the answer out, each once, with the place where it stands."""
    found = []
    for each in question.basis:
        if each.sentence:
            where = line(", ".join(part for part in (each.title, each.place) if part))
            found.append(f"“{line(each.sentence)}” {where}".rstrip())
    return tuple(dict.fromkeys(found))


def told(question: Question) -> tuple[str, ...]:
    """What is said after an answer: the right one where it is not plain to see, and the sentences."""
    match question.task:
        case Typed(items=items) if items:
            right = "; ".join(map(line, items))
        case Order(steps=steps):
            right = " → ".join(map(line, steps))
        case TrueFalse(correct=correct):
            right = line(correct)
        case _:
            right = ""
    found = sources(question)
    return (right, *found) if right and not any(right in each for each in found) else found


def accepted(task: Typed) -> tuple[str, ...]:
    """Every answer that is taken, the one to show first; forms parted by " / " each by itself too."""
    return _once(form for answer in task.answers for form in (answer, *answer.split(" / ")))


def pairs(question: Question) -> tuple[tuple[str, str], ...]:
    """A task as things with their partners: steps with their numbers, boxes of a map with their labels; else nothing."""
    match question.task:
        case Order(steps=steps, shown=shown):
            places: dict[str, list[int]] = {}
            for place, step in enumerate(steps, 1):
                places.setdefault(step, []).append(place)
            return tuple((line(step), str(places[step].pop(0))) for step in shown)
        case Label():
            return tuple((str(number), line(label)) for number, label in enumerate(question.right, 1))
        case Match(left=left, right=right):
            return tuple((line(one), line(other)) for one, other in zip(left, right, strict=True))
    return ()


def extras(question: Question) -> tuple[str, ...]:
    """What is on offer and belongs nowhere, for tasks of pairs."""
    if not isinstance(question.task, Match | Label):
        return ()
    left = Counter(map(line, question.task.shown)) - Counter(other for _one, other in pairs(question))
    return tuple(left.elements())


def map_lines(task: Label) -> tuple[str, ...]:
    """A map in words, its blank boxes as numbers in brackets: "[1] —raises→ growth"."""
    numbers: Mapping[int, str] = {place: f"[{at}]" for at, place in enumerate(task.blanks, 1)}

    def named(place: int) -> str:
        return numbers.get(place, line(task.concepts[place]))

    return tuple(
        f"{named(each.source)} —{line(f'{each.hedge} {each.words}')}→ {named(each.target)}"
        for each in task.effects
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in map(line, texts) if each))
