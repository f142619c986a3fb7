"""Cards to cut: where their sides lie, and which sheets there cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.card_sheets import (
    GRIDS,
    SIZES,
    CardSheets,
    Cutting,
    Flip,
    Layout,
    cells,
    check_cutting,
)
from flashcards.core.errors import BadInput
from flashcards.core.study_lists import Paper

CUTTINGS = [
    Cutting(layout, count, flip) for layout, counts in GRIDS.items() for count in counts for flip in Flip
]


@given(st.sampled_from(CUTTINGS), st.sampled_from(Paper))
def test_every_back_lies_behind_its_front_and_no_cards_overlap(cutting, paper):
    width, height = SIZES[paper]
    found = cells(cutting, paper)
    assert len(found) == cutting.count
    for cell in found:
        front, back = cell.front, cell.back
        assert (front.width, front.height) == (back.width, back.height)
        over_the_long_edge = cutting.layout is Layout.FOLD or cutting.flip is Flip.LONG_EDGE
        behind = (
            (width - front.x - front.width, front.y)
            if over_the_long_edge
            else (front.x, height - front.y - front.height)
        )
        assert (back.x, back.y) == pytest.approx(behind)
        assert cell.turned is not over_the_long_edge
        for place in (front, back):
            assert place.x >= 10 - 1e-6
            assert place.y >= 10 - 1e-6
            assert place.x + place.width <= width - 10 + 1e-6
            assert place.y + place.height <= height - 10 + 1e-6
    sides = [cell.front for cell in found]
    if cutting.layout is Layout.FOLD:
        sides += [cell.back for cell in found]
    for at, one in enumerate(sides):
        for other in sides[at + 1 :]:
            assert (
                one.x + one.width <= other.x + 1e-6
                or other.x + other.width <= one.x + 1e-6
                or one.y + one.height <= other.y + 1e-6
                or other.y + other.height <= one.y + 1e-6
            )


def test_a_shift_moves_the_backs_only():
    plain = cells(Cutting(Layout.DUPLEX), Paper.A4)
    moved = cells(Cutting(Layout.DUPLEX, shift=(1.5, -0.5)), Paper.A4)
    for before, after in zip(plain, moved, strict=True):
        assert after.front == before.front
        assert (after.back.x - before.back.x, after.back.y - before.back.y) == pytest.approx((1.5, -0.5))


def test_the_usual_sheets_need_no_number():
    assert len(cells(Cutting(), Paper.A4)) == 4
    assert len(cells(Cutting(Layout.DUPLEX), Paper.LETTER)) == 8
    check_cutting(CardSheets("Biology", ()).cutting)


@pytest.mark.parametrize(
    ("cutting", "says"),
    [
        (Cutting(per_page=7), "A fold-over sheet holds 2, 3, 4, 5, 6 or 8 cards, not 7."),
        (
            Cutting(Layout.DUPLEX, 5),
            "A duplex sheet holds 2, 4, 6, 8, 9, 10, 12 or 16 cards, not 5.",
        ),
        (Cutting(Layout.DUPLEX, shift=(0, 9)), "Backs can be moved by up to 5 mm each way."),
        (Cutting(Layout.DUPLEX, shift=(float("nan"), 0)), "Backs can be moved by up to 5 mm each way."),
        (Cutting(only_test=True), "A fold-over sheet has one face: there is nothing to align."),
    ],
)
def test_what_no_sheet_can_be_is_refused(cutting, says):
    with pytest.raises(BadInput) as refused:
        check_cutting(cutting)
    assert str(refused.value) == says
