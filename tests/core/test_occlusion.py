"""Which places of a picture a card hides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.occlusion import Cover, Place, covered, places_in
from flashcards.core.templates import cloze

RECT = "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}"
ROUND = "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.2:angle=30}}"
CORNERED = "{{c3::image-occlusion:polygon:points=.1,.1 .2,.2 .1,.3:oi=1}}"
WORDS = "{{c1::image-occlusion:text:left=.1:top=.2:text=hello}}"


def seen(text, number, *, question=True, picture='<img src="x.png">'):
    fields = covered({"Occlusion": text, "Image": picture}, number, question=question)
    return places_in(fields["Image"]).get("x.png", ())


def test_the_place_that_is_asked_is_covered_and_then_framed():
    (place,) = seen(RECT + WORDS, 1)
    assert place == Place(Cover.ASKED, ((0.1, 0.2), (0.4, 0.2), (0.4, 0.6), (0.1, 0.6)))
    (place,) = seen(RECT + WORDS, 1, question=False)
    assert place.cover is Cover.SHOWN


def test_other_places_stay_covered_where_they_say_so():
    text = f"{RECT}<br>{ROUND}<br>{CORNERED}"
    assert [(each.cover, each.round, each.angle) for each in seen(text, 2)] == [
        (Cover.HIDDEN, False, 0),
        (Cover.ASKED, True, 30),
        (Cover.HIDDEN, False, 0),
    ]
    assert [each.cover for each in seen(text, 1, question=False)] == [Cover.SHOWN, Cover.HIDDEN]


@pytest.mark.parametrize(
    "shape",
    ["rect", "rect:left=a:top=--1", "polygon:points=1,2", "polygon", "star:left=.1", "", 'ellipse:rx="><b>'],
)
def test_shapes_that_make_no_sense_cover_nothing_or_no_area(shape):
    for place in seen(f"{{{{c1::image-occlusion:{shape}}}}}", 1):
        assert set(place.corners) == {(0.0, 0.0)}


def test_other_notes_stay_as_they_are():
    for fields in ({"Text": "{{c1::x}}", "Extra": '<img src="x.png">'}, {"Occlusion": RECT, "Image": "none"}):
        assert covered(fields, 1, question=True) == fields


@given(st.text(alphabet='{}c1:image-occlusion=,;. rectpoly"<>&', max_size=80))
def test_nothing_of_a_shape_gets_out_of_its_attribute(text):
    picture = covered(
        {
            "a": "{{c1::image-occlusion:polygon:points=" + text + ":angle=" + text + "}}",
            "b": '<img src="x.png">',
        },
        1,
        question=True,
    )["b"]
    assert picture.count("<") == picture.count(">") == 1
    assert picture.count('"') in (2, 4)


def test_words_that_speak_of_hidden_places_are_shown():
    text = "Anki writes {{c1::image-occlusion}} as image-occlusion:rect in its {{c2::gaps}}."
    assert "image-occlusion:rect" in cloze(text, 1, question=True)
    assert (
        covered({"Text": text, "Picture": '<img src="a.png">'}, 1, question=True)["Picture"]
        == '<img src="a.png">'
    )
