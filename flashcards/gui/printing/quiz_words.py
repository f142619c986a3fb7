"""The words of a quiz on paper as HTML for Qt; every text is escaped, as in `words`."""

from flashcards.core.quiz_papers import (
    QuizPapers,
    Version,
    lettered,
    right_letter,
    right_letters,
    right_numbers,
)
from flashcards.core.quizzes import GAP, Choice, Label, Match, Order, Question, TrueFalse, Typed
from flashcards.gui.printing.sheets import DPI
from flashcards.gui.printing.words import safe, small

_BOX = "☐"
_LINE = "_" * 72
_SHORT = "_" * 5
_BLANK = "_" * 16


def _margins(left: float, top: float) -> str:
    """A style of a paragraph with margins in points: Qt takes the left one in dots of the page, the upper one at 96 an inch."""
    return f"margin-left:{left * DPI / 72:.0f}px; margin-top:{top * 96 / 72:.0f}px"


_INDENT = _margins(14, 4)
#: Room to write by hand.
_TO_WRITE = _margins(14, 15)


def head(papers: QuizPapers, version: Version) -> str:
    """The head of a paper: its title, and what the student fills in."""
    name = f"Version {version.letter}" if len(papers.versions) > 1 else ""
    kind = "Mock exam" if papers.mock else ""
    time = f"Time: {papers.minutes:g} minutes" if papers.minutes is not None else ""
    about = " · ".join(each for each in (kind, name, _questions(version), time) if each)
    return (
        f'<p style="font-size:17pt; font-weight:600">{safe(papers.deck)}</p>{small(about)}'
        f'<p style="{_margins(0, 16)}">Name {"_" * 34} &nbsp; Date {"_" * 14} &nbsp; Points {_SHORT} / {version.points}</p>'
    )


def question(asked: Question, number: int) -> str:
    """A question as the student gets it; what a map offers stands with the picture."""
    return _stem(asked, number) + _task(asked)


def map_question(asked: Question, number: int) -> str:
    """The heading of a question about a map: what is to be done, and the labels on offer."""
    assert isinstance(asked.task, Label)
    offered = " &nbsp;·&nbsp; ".join(safe(each) for each in asked.task.shown)
    return f'{_stem(asked, number)}<p style="{_INDENT}">{offered}</p>'


def map_blanks(asked: Question) -> str:
    """Lines for the labels of a map's numbered boxes."""
    assert isinstance(asked.task, Label)
    blanks = (f"{at}&nbsp;{'_' * 28}" for at in range(1, len(asked.task.blanks) + 1))
    return f'<p style="{_TO_WRITE}">{" &nbsp; ".join(blanks)}</p>'


def key_head(papers: QuizPapers, version: Version) -> str:
    """The head of a version's key."""
    name = f", version {version.letter}" if len(papers.versions) > 1 else ""
    about = small(_questions(version))
    return f'<p style="font-size:15pt; font-weight:600">Answer key{name}: {safe(papers.deck)}</p>{about}'


def key(asked: Question, number: int) -> str:
    """The right answer of a question, and the sentences that bear it out."""
    stem = " ".join(asked.stem.split()).replace(GAP, _SHORT)
    lines = [
        f"<p><b>{number}.</b> {_answer(asked)} {_points(asked)}</p>",
        small(safe(stem)),
    ]
    # One sentence may bear out several pairs.
    lines += dict.fromkeys(filter(None, (_source(asked, at) for at in range(len(asked.basis)))))
    return "".join(lines)


def _questions(version: Version) -> str:
    count = len(version.questions)
    return f"{count} question{'' if count == 1 else 's'}, {version.points} point{'' if version.points == 1 else 's'}"


def _points(asked: Question) -> str:
    return small_part(f"({asked.points}\N{NO-BREAK SPACE}point{'' if asked.points == 1 else 's'})")


def small_part(text: str) -> str:
    """A few small words inside of a line."""
    return f'<span style="font-size:8.5pt; color:#4d5665">{safe(text)}</span>'


def _stem(asked: Question, number: int) -> str:
    text = safe(asked.stem).replace(safe(GAP), _BLANK)
    return f"<p><b>{number}.</b> {text} {_points(asked)}</p>"


def _task(asked: Question) -> str:
    style = _INDENT
    match asked.task:
        case Choice(options):
            rows = [f"{_BOX} {letter}&nbsp; {safe(each)}" for letter, each in _with_letters(options)]
        case TrueFalse():
            rows = [f"{_BOX} True &nbsp;&nbsp;&nbsp; {_BOX} False"]
        case Typed(items=items):
            style = _TO_WRITE
            rows = [f"{at}. {_LINE}" for at in range(1, len(items) + 1)]
            if not items and GAP not in asked.stem:
                rows = [_LINE]
        case Order(shown=shown):
            rows = [
                "Number the steps in their order, from 1 on.",
                *(f"{_SHORT} {safe(each)}" for each in shown),
            ]
        case Match(left=left, shown=shown):
            return _columns([f"{_SHORT} {safe(each)}" for each in left], shown)
        case Label():
            rows = []
    return "".join(f'<p style="{style}">{row}</p>' for row in rows)


def _columns(left: list[str], shown: tuple[str, ...]) -> str:
    """Two columns: what gets a letter, and what has one."""
    told = f'<p style="{_INDENT}">Write the letter of its partner before each.</p>'
    right = [f"{letter}&nbsp; {safe(each)}" for letter, each in _with_letters(shown)]
    rows = "".join(
        f'<tr><td width="50%">{left[at] if at < len(left) else ""}</td>'
        f'<td width="50%">{right[at] if at < len(right) else ""}</td></tr>'
        for at in range(max(len(left), len(right)))
    )
    return f'{told}<table width="100%" cellpadding="4" style="margin-left:12px">{rows}</table>'


def _answer(asked: Question) -> str:
    match asked.task:
        case Choice(options, right) as task:
            return f"<b>{right_letter(task)}</b> {safe(options[right])}"
        case TrueFalse(is_true, correct, wrong, instead):
            if is_true:
                return "<b>True</b>"
            why = f": “{safe(wrong)}” should be “{safe(instead)}”" if wrong and instead else ""
            return f"<b>False</b>{why}" if why else f"<b>False</b>. {safe(correct)}"
        case Typed(answers, items):
            return "; ".join(f"<b>{safe(each)}</b>" for each in items) if items else _accepted(answers)
        case Order(steps=steps) as task:
            numbers = " ".join(map(str, right_numbers(task)))
            return f"<b>{numbers}</b> from top to bottom: {safe(' → '.join(steps))}"
        case Match(left, right, shown):
            letters = right_letters(shown, right)
            pairs = zip(letters, left, right, strict=True)
            return "; ".join(f"<b>{letter}</b> {safe(one)}: {safe(other)}" for letter, one, other in pairs)
        case Label():
            return "; ".join(f"<b>{at}</b> {safe(each)}" for at, each in enumerate(asked.right, 1))


def _accepted(answers: tuple[str, ...]) -> str:
    first, *others = answers
    also = f" (also: {safe('; '.join(others))})" if others else ""
    return f"<b>{safe(first)}</b>{also}"


def _source(asked: Question, at: int) -> str:
    basis = asked.basis[at]
    if not basis.sentence:
        return ""
    where = ", ".join(part for part in (basis.title, basis.place) if part)
    quoted = f"“{safe(' '.join(basis.sentence.split()))}”"
    return small(f"{quoted} {safe(where)}".rstrip())


def _with_letters(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(lettered(len(texts)), texts, strict=True))
