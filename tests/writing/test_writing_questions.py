"""Questions and gap cards from facts made by hand."""

from flashcards.core.facts import FactForm, FactKind
from flashcards.writing.cloze import clozes
from flashcards.writing.questions import questions

from .conftest import Make


def pairs(shapes: object) -> list[tuple[str, str]]:
    return [(s.question, s.answer) for s in shapes]  # type: ignore[attr-defined]


def test_object_and_subject_questions(fact: Make) -> None:
    made = pairs(questions(fact()))
    assert made == [("By pumping out potassium ions, what do guard cells lower?", "Their pressure")]
    other = pairs(questions(fact(object="the pressure inside")))
    assert other[1] == ("By pumping out potassium ions, what lowers the pressure inside?", "Guard cells")


def test_class_nouns_make_typed_questions(fact: Make) -> None:
    made = fact(
        subject="phenylalanine hydroxylase", relation="converts", object="NMDA receptors", condition="", auxiliary="does",
        verb="convert", plural=False, subject_class="enzyme", object_class="receptors",
    )  # fmt: skip
    assert pairs(questions(made)) == [
        ("Which receptors does phenylalanine hydroxylase convert?", "NMDA receptors"),
        ("Which enzyme converts NMDA receptors?", "Phenylalanine hydroxylase"),
    ]


def test_preposition_goes_before_the_class(fact: Make) -> None:
    made = fact(object="muscarinic receptors", verb="bind to", object_class="receptors", condition="")
    assert pairs(questions(made))[0][0] == "To which receptors do guard cells bind?"


def test_definition(fact: Make) -> None:
    made = fact(
        kind=FactKind.DEFINITION, form=FactForm.DEFINITION, subject="stomata", relation="are",
        object="small pores in the skin of a leaf", statement="Stomata are small pores in the skin of a leaf.",
    )  # fmt: skip
    assert pairs(questions(made)) == [("What are stomata?", "Small pores in the skin of a leaf")]
    assert pairs(clozes(made)) == []


def test_how_and_why(fact: Make) -> None:
    how = fact(form=FactForm.REASON, object="by pumping out ions", tail="their pressure", condition="")
    why = fact(form=FactForm.REASON, object="because ions leave them", tail="their pressure", condition="")
    assert pairs(questions(how)) == [("How do guard cells lower their pressure?", "By pumping out ions")]
    assert pairs(questions(why)) == [("Why do guard cells lower their pressure?", "Because ions leave them")]


def test_what_happens_when(fact: Make) -> None:
    made = fact(form=FactForm.CONSEQUENCE, object="The pores close", condition="when the soil is dry")
    assert pairs(questions(made)) == [("What happens when the soil is dry?", "The pores close")]


def test_circumstances_that_are_clauses_go_last(fact: Make) -> None:
    made = fact(object="the leaf pores", condition="When the soil is dry", verb="close")
    assert pairs(questions(made))[0][0] == "What do guard cells close when the soil is dry?"


def test_frame_and_hedge_stay_in_the_question(fact: Make) -> None:
    made = fact(
        kind=FactKind.THEORY, subject="roots", object="a signal", auxiliary="may", verb="send", tail="to the leaves",
        condition="", frame="According to one theory", hedge="theory may",
    )  # fmt: skip
    assert pairs(questions(made))[0] == (
        "According to one theory, what may roots send to the leaves?",
        "A signal",
    )


def test_denials_are_only_gap_cards(fact: Make) -> None:
    made = fact(negated=True, object="potassium ions", statement="Guard cells do not absorb potassium ions.")
    assert pairs(questions(made)) == []
    assert pairs(clozes(made)) == [
        ("Guard cells do not absorb {{c1::potassium ions}}.", "potassium ions"),
        ("{{c1::Guard cells}} do not absorb potassium ions.", "Guard cells"),
    ]


def test_list_item(fact: Make) -> None:
    made = fact(
        form=FactForm.ITEM, subject="drawbacks may include", object="Slower growth", statement="Drawbacks may include Slower growth.",
    )  # fmt: skip
    assert pairs(clozes(made)) == [("Drawbacks may include {{c1::slower growth}}.", "slower growth")]


def test_no_gap_without_a_unique_place(fact: Make) -> None:
    assert pairs(clozes(fact(object="ions", subject="ions", statement="The ions follow ions."))) == []
