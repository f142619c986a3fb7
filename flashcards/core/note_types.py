"""The note types that this program writes.

Ids of note types, fields and templates never change, and fields are never reordered: Anki matches
by them when a deck is imported again (fields were kept in reserve for that reason). In a package, Extra1 holds the
pictures of the question, one for each gap number, or the choices, and Extra2 the picture of the answer; the program
itself draws pictures anew. Types without gaps have the same fields, so that a note of one can become one of another.
"""

from collections.abc import Sequence

from flashcards.core.cards import NoteField, NoteType, Template

_SHARED_FIELDS = (
    "Source sentence",
    "Source title",
    "Source link",
    "Location",
    "Role",
    "Student note",
    "Extra1",
    "Extra2",
    "Uid",
)

_SOURCE = (
    '{{#Source sentence}}<div class="source">“{{Source sentence}}”'
    '<div class="origin">{{Source title}}{{#Location}} · {{Location}}{{/Location}}'
    '{{#Source link}} · <a href="{{Source link}}">open</a>{{/Source link}}</div></div>{{/Source sentence}}'
    '{{#Student note}}<div class="student">{{Student note}}</div>{{/Student note}}'
)
_ROLE = '{{#Role}}<div class="role">{{Role}}</div>{{/Role}}'

#: The template says which gap is asked, so that the style sheet can show its picture and no other.
_MOST_GAPS = 9
_NOW = "".join(f"{{{{#c{n}}}}} now{n}{{{{/c{n}}}}}" for n in range(1, _MOST_GAPS + 1))
_ASKED = f'{{{{#Extra1}}}}<div class="asked{_NOW}">{{{{Extra1}}}}</div>{{{{/Extra1}}}}'
_TOLD = '{{#Extra2}}<div class="told">{{Extra2}}</div>{{/Extra2}}'
_SHOW = ", ".join(f".now{n} .step{n}" for n in range(1, _MOST_GAPS + 1))

#: Light and dark, wide and narrow. Anki gives the body the class `card`, and `nightMode` where it is dark.
_CSS = (
    """\
.card { font-family: -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-size: 21px;
  line-height: 1.45; color: #1d2330; background: #f6f7f9; text-align: center; max-width: 34em;
  margin: 0 auto; padding: 18px; overflow-wrap: break-word; }
.role { font-size: 13px; color: #5c6675; margin-bottom: 14px; }
.answer { margin: 14px 0; }
.cloze { color: #2563c9; font-weight: 600; }
.source { font-size: 15px; color: #5c6675; border-left: 3px solid #2563c9; text-align: left;
  padding: 2px 0 2px 12px; margin-top: 26px; }
.origin { font-size: 13px; margin-top: 6px; }
.student { font-size: 15px; text-align: left; margin-top: 14px; }
.card a { color: #2563c9; }
.card ul, .card ol { display: inline-block; text-align: left; margin: 4px 0; padding-left: 1.4em; }
.card li { margin: 6px 0; }
.card img { max-width: 100%; height: auto; }
.card hr { border: 0; border-top: 1px solid #d5dae3; margin: 16px 0; }
.card input { font-size: 19px; max-width: 100%; box-sizing: border-box; }
.choices { margin-top: 14px; }
.withdrawn { font-size: 15px; color: #8c3a00; border: 1px solid #8c3a00; border-radius: 8px;
  padding: 8px 12px; margin-bottom: 16px; }
.nightMode.card, .nightMode .card { color: #e6e8ec; background: #1f2227; }
.nightMode .role, .nightMode .source { color: #9aa3b2; }
.nightMode .cloze, .nightMode.card a, .nightMode .card a { color: #5b9dff; }
.nightMode .source { border-color: #5b9dff; }
.nightMode.card hr, .nightMode .card hr { border-color: #434a56; }
.nightMode .withdrawn { color: #f0a35e; border-color: #f0a35e; }
@media (max-width: 480px) { .card { font-size: 19px; padding: 12px; } }
.asked, .told { margin: 14px 0; }
.asked img { display: none; }
"""
    f"{_SHOW} {{ display: inline; }}\n"
)

#: Seconds since 1970 at which these definitions last changed; raise it with every change.
_MODIFIED = 1795474800
_FIRST_ID = 1763856000100


def _made(
    number: int,
    name: str,
    own: Sequence[str],
    sides: Sequence[tuple[str, str, str]],
    *,
    is_cloze: bool = False,
) -> NoteType:
    """A note type with fields of its own before the shared ones; `sides` are name, front and back of its cards.

    The number gives all ids, and so is given once and for ever.
    """
    base = _FIRST_ID + number * 10_000
    return NoteType(
        id=_FIRST_ID + number,
        name=f"Flashcards {name}",
        fields=tuple(NoteField(base + at, each) for at, each in enumerate((*own, *_SHARED_FIELDS), 1)),
        templates=tuple(
            Template(base + 100 + at, title, front, back) for at, (title, front, back) in enumerate(sides, 1)
        ),
        css=_CSS,
        is_cloze=is_cloze,
        modified=_MODIFIED,
    )


def _front(field: str, hint: str = "") -> str:
    """A question, below its role and what is asked of the student."""
    role = f'{{{{#Role}}}}<div class="role">{{{{Role}}}} · {hint}</div>{{{{/Role}}}}' if hint else _ROLE
    return f'{role}<div class="question">{{{{{field}}}}}</div>'


def _back(field: str) -> str:
    """The question again, and the answer with its source."""
    return f'{{{{FrontSide}}}}<hr id="answer"><div class="answer">{{{{{field}}}}}</div>{_TOLD}{_SOURCE}'


_CHOICES = '<div class="choices">{{Extra1}}</div>'
_TYPED_BACK = f'{_front("Front")}<hr id="answer"><div class="answer">{{{{type:Back}}}}</div>{_SOURCE}'

BASIC = _made(1, "Basic", ("Front", "Back"), [("Card 1", _front("Front"), _back("Back"))])
_EXTRA = "{{#Back Extra}}<div>{{Back Extra}}</div>{{/Back Extra}}"
CLOZE = _made(
    2,
    "Cloze",
    ("Text", "Back Extra"),
    [("Cloze", _front("cloze:Text") + _ASKED, f"{_front('cloze:Text')}{_TOLD}{_EXTRA}{_SOURCE}")],
    is_cloze=True,
)
#: Asked both ways.
REVERSED = _made(
    3,
    "Basic and Reversed",
    ("Front", "Back"),
    [("Card 1", _front("Front"), _back("Back")), ("Card 2", _front("Back"), _back("Front"))],
)
#: All of several things.
LIST = _made(4, "List", ("Front", "Back"), [("Card 1", _front("Front", "name them all"), _back("Back"))])
#: Steps in their order.
SEQUENCE = _made(5, "Sequence", ("Front", "Back"), [("Card 1", _front("Front", "in order"), _back("Back"))])
#: One of several answers, which stand in Extra1 as they are shown: nothing has to run.
CHOICE = _made(
    6, "Choice", ("Front", "Back"), [("Card 1", _front("Front", "choose one") + _CHOICES, _back("Back"))]
)
#: The answer is typed, and Anki shows what differs.
TYPED = _made(7, "Type in", ("Front", "Back"), [("Card 1", _front("Front") + "{{type:Back}}", _TYPED_BACK)])

BUILT_IN = (BASIC, CLOZE, REVERSED, LIST, SEQUENCE, CHOICE, TYPED)
