"""Deciding about drafts: what becomes a card, what is put aside, and what a changed mind does."""

import pytest

from flashcards.core.changes import Changes
from flashcards.core.drafts import DraftState
from flashcards.core.errors import BadInput, Cancelled, NotFound
from flashcards.core.facts import FactKind
from flashcards.core.note_types import BASIC, CLOZE
from flashcards.services.making import new_guid


@pytest.fixture
def drafts(app, analysed):
    article_id, _changes = app.articles.add(analysed(3))
    return app.drafts.of_article(article_id)


def states(app, drafts):
    return [each.state.value for each in app.drafts.of_article(drafts[0].article_id)]


def note_of(app, draft):
    now = next(each for each in app.drafts.of_article(draft.article_id) if each.id == draft.id)
    return app.decks.note_with_cards(now.note_id)


def test_stored_drafts_are_those_that_passed_the_gates_in_order(drafts, analysed):
    wanted = [each.draft.question for each in analysed(3).candidates if not each.gate]
    assert [each.question for each in drafts] == wanted
    assert {each.state for each in drafts} == {DraftState.WAITING}


def test_an_accepted_draft_becomes_a_note_with_its_source(app, drafts, clock):
    changes = app.drafts.accept([drafts[0].id], " Brain ::  Drugs ")
    note, note_type, cards = note_of(app, drafts[0])
    named = dict(zip((each.name for each in note_type.fields), note.fields, strict=True))
    assert changes == Changes.DRAFTS | Changes.ARTICLES | Changes.NOTES | Changes.DECKS
    assert app.decks.names() == ["Brain::Drugs"]
    assert note_type == BASIC
    assert named["Front"] == "What does step 0 of ketamine raise?"
    assert named["Back"] == "protein 0"
    assert named["Source sentence"] == "Step 0 of ketamine raises protein 0 in the brain."
    assert named["Source title"] == named["Location"] == "How ketamine works"
    assert named["Source link"] == "https://example.org/ketamine"
    assert named["Role"] == "mechanism"
    assert named["Uid"] == note.guid
    assert note.role is FactKind.MECHANISM
    assert app.articles.get(note.article_id).quote(note.evidence) == named["Source sentence"]
    assert note.created_at == note.edited_at == int(clock().timestamp() * 1000)
    assert [card.ordinal for card in cards] == [0]


def test_a_cloze_draft_becomes_a_cloze_note(app, drafts):
    app.drafts.accept([drafts[2].id], "Brain")
    note, note_type, _cards = note_of(app, drafts[2])
    assert note_type == CLOZE
    assert note.fields[:2] == ("Step 2 of ketamine raises {{c1::protein 2}} in the brain.", "")


def test_tags_tell_role_article_and_doubt(app, drafts):
    app.drafts.accept([each.id for each in drafts], "Brain")
    tags = [note_of(app, each)[0].tags for each in drafts]
    assert tags[0] == (
        "flashcards::role::mechanism",
        "flashcards::article::how-ketamine-works",
        "flashcards::section::how-ketamine-works",
    )
    assert tags[1][-1] == "flashcards::hedged"
    assert not any(" " in tag for each in tags for tag in each)


def test_accepting_twice_makes_one_card(app, drafts):
    app.drafts.accept([drafts[0].id], "Brain")
    app.drafts.accept([drafts[0].id, drafts[1].id], "Brain")
    assert app.decks.all()[0].cards == 2


def test_accepting_nothing_makes_no_deck(app):
    app.drafts.accept([], "Brain")
    assert app.decks.names() == []


def test_cards_keep_the_order_of_the_article(app, drafts):
    app.drafts.accept([each.id for each in reversed(drafts)], "Brain")
    fronts = [note.fields[0] for note in app.decks.notes()]
    assert [front[:6] for front in fronts] == ["What d", "What d", "Step 2"]
    assert [app.study.due()[index].position for index in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(("verb", "state"), [("reject", "rejected"), ("reopen", "waiting")])
def test_changing_ones_mind_deletes_the_card(app, drafts, verb, state):
    app.drafts.accept([each.id for each in drafts], "Brain")
    getattr(app.drafts, verb)([drafts[1].id])
    assert states(app, drafts) == ["accepted", state, "accepted"]
    assert [note.fields[0][:6] for note in app.decks.notes()] == ["What d", "Step 2"]
    assert app.decks.all()[0].cards == 2


@pytest.mark.parametrize("delete", ["deck", "note"])
def test_deleting_the_card_elsewhere_rejects_its_draft(app, drafts, delete):
    app.drafts.accept([drafts[0].id], "Brain")
    if delete == "deck":
        app.decks.remove("Brain")
    else:
        app.decks.remove_notes([note_of(app, drafts[0])[0].id])
    assert states(app, drafts) == ["rejected", "waiting", "waiting"]
    app.history.undo()
    assert states(app, drafts) == ["accepted", "waiting", "waiting"]


def test_a_rejected_draft_can_be_accepted_later(app, drafts):
    app.drafts.reject([drafts[0].id])
    app.drafts.accept([drafts[0].id], "Brain")
    assert states(app, drafts) == ["accepted", "waiting", "waiting"]


def test_editing_a_waiting_draft_changes_its_words(app, drafts):
    app.drafts.edit(drafts[0].id, "  Which protein?\nName it. ", "protein <0>")
    edited = app.drafts.of_article(drafts[0].article_id)[0]
    assert (edited.question, edited.answer) == ("Which protein?\nName it.", "protein <0>")


def test_editing_an_accepted_draft_changes_its_card_and_keeps_the_rest(app, drafts, clock):
    app.drafts.accept([drafts[0].id], "Brain")
    before, _type, cards = note_of(app, drafts[0])
    clock.advance(minutes=5)
    app.drafts.edit(drafts[0].id, "Which protein?\nName it.", "protein <0>")
    after, _type, cards_after = note_of(app, drafts[0])
    assert after.fields == ("Which protein?<br>Name it.", "protein &lt;0&gt;", *before.fields[2:])
    assert after.guid == before.guid
    assert after.edited_at == before.edited_at + 5 * 60_000
    assert cards_after == cards


@pytest.mark.parametrize(("question", "answer"), [("", "x"), ("x", " \n"), (" ", "")])
def test_a_card_needs_a_question_and_an_answer(app, drafts, dump, question, answer):
    before = dump(app)
    with pytest.raises(BadInput, match=r"needs a question and an answer"):
        app.drafts.edit(drafts[0].id, question, answer)
    assert dump(app) == before


def test_editing_what_is_not_there(app):
    with pytest.raises(NotFound, match=r"no draft 99"):
        app.drafts.edit(99, "a", "b")


def test_two_accepted_drafts_never_share_a_guid(app, drafts):
    app.drafts.accept([each.id for each in drafts], "Brain")
    assert len({note.guid for note in app.decks.notes()}) == 3


@pytest.mark.parametrize("sign", ["\x00", "\x1f", "\x0b", "\x7f", "\ud800"])
def test_signs_that_no_file_can_hold_are_dropped_from_what_is_typed(app, drafts, sign):
    app.drafts.accept([drafts[0].id], "Brain")
    app.drafts.edit(drafts[0].id, f"Which{sign} protein?", "protein\t0")
    note, note_type, _cards = note_of(app, drafts[0])
    assert len(note.fields) == len(note_type.fields)
    assert note.fields[:2] == ("Which protein?", "protein\t0")
    assert app.study.next().note == note


def test_accepting_can_be_stopped_and_then_has_changed_nothing(app, drafts, dump):
    before, shares = dump(app), []

    def watch(share):
        shares.append(share)
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        app.drafts.accept([each.id for each in drafts], "D", watch=watch)
    assert shares == [0, 1 / 3, 2 / 3]
    assert dump(app) == before


def test_a_guid_is_letters_and_digits_so_that_no_spreadsheet_computes_it():
    guids = {new_guid() for _each in range(300)}
    assert len(guids) == 300
    assert all(len(each) == 16 and each.isascii() and each.isalnum() for each in guids)
