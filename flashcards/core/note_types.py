"""The note types that this program writes.

Ids of note types, fields and templates never change, and fields are never reordered: Anki matches
by them when a deck is imported again (fields were kept in reserve for that reason). In a package, Extra1 holds the
pictures of the question, one for each gap number, and Extra2 that of the answer; the program itself draws them anew.
"""

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

_CSS = (
    """\
.card { font-family: -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-size: 21px;
  line-height: 1.45; color: #1d2330; background: #f6f7f9; text-align: center; max-width: 34em;
  margin: 0 auto; padding: 18px; }
.role { font-size: 13px; color: #5c6675; margin-bottom: 14px; }
.answer { margin: 14px 0; }
.cloze { color: #2563c9; font-weight: 600; }
.source { font-size: 15px; color: #5c6675; border-left: 3px solid #2563c9; text-align: left;
  padding: 2px 0 2px 12px; margin-top: 26px; }
.origin { font-size: 13px; margin-top: 6px; }
.student { font-size: 15px; text-align: left; margin-top: 14px; }
.asked, .told { margin: 14px 0; }
.asked img { display: none; }
.nightMode.card, .nightMode .card { color: #e6e8ec; background: #1f2227; }
.nightMode .role, .nightMode .source { color: #9aa3b2; }
.nightMode .cloze { color: #5b9dff; }
.nightMode .source { border-color: #5b9dff; }
"""
    f"{_SHOW} {{ display: inline; }}\n"
)

#: Seconds since 1970 at which these definitions last changed; raise it with every change.
_MODIFIED = 1795470000


def _fields(base: int, *own: str) -> tuple[NoteField, ...]:
    return tuple(NoteField(base + number, name) for number, name in enumerate((*own, *_SHARED_FIELDS), 1))


BASIC = NoteType(
    id=1763856000101,
    name="Flashcards Basic",
    fields=_fields(1763856010100, "Front", "Back"),
    templates=(
        Template(
            id=1763856010201,
            name="Card 1",
            front=f'{_ROLE}<div class="question">{{{{Front}}}}</div>',
            back=f'{{{{FrontSide}}}}<hr id="answer"><div class="answer">{{{{Back}}}}</div>{_TOLD}{_SOURCE}',
        ),
    ),
    css=_CSS,
    modified=_MODIFIED,
)

CLOZE = NoteType(
    id=1763856000102,
    name="Flashcards Cloze",
    fields=_fields(1763856020100, "Text", "Back Extra"),
    templates=(
        Template(
            id=1763856020201,
            name="Cloze",
            front=f'{_ROLE}<div class="question">{{{{cloze:Text}}}}</div>{_ASKED}',
            back=f'{_ROLE}<div class="question">{{{{cloze:Text}}}}</div>{_TOLD}'
            f"{{{{#Back Extra}}}}<div>{{{{Back Extra}}}}</div>{{{{/Back Extra}}}}{_SOURCE}",
        ),
    ),
    css=_CSS,
    is_cloze=True,
    modified=_MODIFIED,
)

BUILT_IN = (BASIC, CLOZE)
