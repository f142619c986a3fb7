"""Splitting, merging and writing cards beside the article; each is one step of undo."""

import pytest

from flashcards.core.articles import Span
from flashcards.core.changes import Changes
from flashcards.core.drafts import CardType, DraftState
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Rating


@pytest.fixture
def article_id(app, analysed):
    found, _changes = app.articles.add(analysed(4))
    return found


def drafts(app, article_id):
    return app.drafts.of_article(article_id)


def undone(app, dump, before):
    app.history.undo()
    return dump(app) == before


def test_the_parts_stand_where_the_whole_stood(app, article_id, dump):
    second = drafts(app, article_id)[1]
    app.drafts.edit(second.id, second.question, "Protein 1 and protein 9")
    before = dump(app)
    ids, _changes = app.shaping.split(second.id)
    now = drafts(app, article_id)
    assert [each.id for each in now[1:3]] == ids
    assert [each.answer for each in now] == ["protein 0", "Protein 1", "protein 9", "protein 2", "protein 3"]
    assert {each.evidence for each in now[1:3]} == {second.evidence}
    assert undone(app, dump, before)


def test_merging_leaves_one_and_undo_brings_both_back(app, article_id, dump):
    third = drafts(app, article_id)[2]
    app.drafts.edit(third.id, "{{c1::Step 2}} of ketamine raises {{c2::protein 2}} in the brain.", "x")
    ids, _changes = app.shaping.split(third.id)
    before = dump(app)
    merged, _changes = app.shaping.merge(ids)
    now = drafts(app, article_id)
    assert [each.id for each in now if each.id in {*ids, *merged}] == merged
    assert now[2].question == "{{c1::Step 2}} of ketamine raises {{c2::protein 2}} in the brain."
    assert undone(app, dump, before)


@pytest.fixture
def studied(app, article_id):
    """The third draft with two gaps, accepted and answered: its cards by ordinal."""
    third = drafts(app, article_id)[2]
    app.drafts.edit(third.id, "{{c1::Step 2}} of ketamine raises {{c2::protein 2}} in the brain.", "x")
    app.drafts.accept([third.id], "D", "exam")
    note_id = drafts(app, article_id)[2].note_id
    cards = app.decks.note_with_cards(note_id)[2]
    app.study.answer(cards[0].id, Rating.EASY)
    app.study.answer(cards[1].id, Rating.AGAIN)
    return app.decks.note_with_cards(note_id)[2]


def test_the_parts_of_an_accepted_card_keep_the_history_of_their_gaps(app, article_id, studied, dump):
    third = drafts(app, article_id)[2]
    guid = app.decks.note_with_cards(third.note_id)[0].guid
    before = dump(app)
    ids, changes = app.shaping.split(third.id)
    assert changes & Changes.NOTES
    parts = [each for each in drafts(app, article_id) if each.id in ids]
    assert {each.state for each in parts} == {DraftState.ACCEPTED}
    found = [app.decks.note_with_cards(each.note_id) for each in parts]
    assert [[(card.id, card.ordinal, card.memory) for card in cards] for _note, _type, cards in found] == [
        [(card.id, 0, card.memory)] for card in studied
    ]
    assert [note.guid == guid for note, _type, _cards in found] == [True, False]
    assert all("exam" in note.tags for note, _type, _cards in found)
    assert all(note.fields[-1] == note.guid for note, _type, _cards in found)
    assert app.study.log(studied[0].id)
    assert app.origins.of_note(parts[1].note_id).sentence
    assert undone(app, dump, before)


def test_accepted_parts_become_one_again_with_both_histories(app, article_id, studied, dump):
    ids, _changes = app.shaping.split(drafts(app, article_id)[2].id)
    before = dump(app)
    (whole,), _changes = app.shaping.merge(ids)
    merged = next(each for each in drafts(app, article_id) if each.id == whole)
    cards = app.decks.note_with_cards(merged.note_id)[2]
    assert merged.question == "{{c1::Step 2}} of ketamine raises {{c2::protein 2}} in the brain."
    assert [(card.id, card.memory) for card in cards] == [(card.id, card.memory) for card in studied]
    assert len(app.decks.notes()) == 1
    assert undone(app, dump, before)


def test_the_first_item_of_an_accepted_list_takes_over_its_card(app, article_id, dump):
    first = drafts(app, article_id)[0]
    app.drafts.edit(first.id, first.question, "A; b")
    app.drafts.accept([first.id], "D")
    (old,) = app.decks.note_with_cards(drafts(app, article_id)[0].note_id)[2]
    app.study.answer(old.id, Rating.GOOD)
    before = dump(app)
    ids, _changes = app.shaping.split(first.id)
    parts = [each for each in drafts(app, article_id) if each.id in ids]
    cards = [app.decks.note_with_cards(each.note_id)[2][0] for each in parts]
    assert cards[0].id == old.id
    assert cards[0].memory.reps == 1
    assert cards[1].memory.state is CardState.NEW
    assert {card.deck_id for card in cards} == {old.deck_id}
    assert undone(app, dump, before)


def test_a_waiting_card_joins_an_accepted_one_in_its_deck(app, article_id, dump):
    first, second, *_rest = drafts(app, article_id)
    app.drafts.edit(second.id, first.question, "Something else")
    app.drafts.accept([second.id], "D")
    before = dump(app)
    (whole,), _changes = app.shaping.merge([first.id, second.id])
    merged = next(each for each in drafts(app, article_id) if each.id == whole)
    assert merged.answer == "protein 0; Something else"
    assert len(app.decks.note_with_cards(merged.note_id)[2]) == 1
    assert undone(app, dump, before)


def test_words_that_were_edited_in_the_deck_are_not_lost(app, article_id):
    first = drafts(app, article_id)[0]
    app.drafts.accept([first.id], "D")
    note = app.decks.notes()[0]
    app.decks.edit_note(note.id, ("What now?", "This; that", *note.fields[2:]))
    ids, _changes = app.shaping.split(first.id)
    parts = [each.question for each in drafts(app, article_id) if each.id in ids]
    assert parts == ["What now? {{c1::This}}; that", "What now? This; {{c1::that}}"]


def test_a_leech_that_is_split_is_none_any_more(app, article_id, studied, clock, dump):
    note_id = studied[0].note_id
    app.presets.change("Default", {"leech_threshold": "1"})
    clock.advance(days=40)
    app.study.answer(studied[0].id, Rating.AGAIN)
    assert app.cards.leech(studied[0].id).card.suspended
    before = dump(app)
    ids, _changes = app.shaping.split_note(note_id)
    parts = [each for each in drafts(app, article_id) if each.id in ids]
    heir = app.cards.leech(studied[0].id).card
    assert (heir.leech, heir.suspended, heir.memory.lapses) == (False, False, 1)
    assert heir.note_id == parts[0].note_id
    assert all("leech" not in app.decks.note_with_cards(each.note_id)[0].tags for each in parts)
    assert undone(app, dump, before)
    with pytest.raises(NotFound, match="not made from an article"):
        app.shaping.split_note(999)


def test_what_cannot_be_split_or_merged_stays(app, article_id, studied, dump):
    first, second, *_rest = drafts(app, article_id)
    app.drafts.accept([first.id, second.id], "D")
    before = dump(app)
    with pytest.raises(BadInput, match="one thing only"):
        app.shaping.split(first.id)
    with pytest.raises(BadInput, match="can not be one"):
        app.shaping.merge([first.id, second.id])
    assert dump(app) == before


def test_a_written_card_is_in_the_deck_with_its_sentence_and_undo_takes_it_out(app, article_id, dump):
    article = app.articles.get(article_id)
    evidence = drafts(app, article_id)[1].evidence
    before = dump(app)
    card = (CardType.CLOZE, "Step 1 raises {{c1::protein 1}}.", "")
    draft_id, _changes = app.shaping.write(article_id, evidence, card, "Mine::Own", "exam  week-3, exam")
    draft = next(each for each in drafts(app, article_id) if each.id == draft_id)
    note, _type, cards = app.decks.note_with_cards(draft.note_id)
    assert (draft.state, draft.fact, draft.answer) == (DraftState.ACCEPTED, -1, "protein 1")
    assert draft.role is FactKind.THEORY, "the role of the sentence's fact"
    assert draft.section == "How ketamine works"
    assert note.fields[2] == article.quote(evidence)
    assert {"exam", "week-3"} < set(note.tags)
    assert note.tags.count("exam") == 1
    assert len(cards) == 1
    assert [each.id for each in drafts(app, article_id)].index(draft_id) == 2, "beside its sentence"
    assert undone(app, dump, before)


@pytest.mark.parametrize(
    ("evidence", "card", "deck"),
    [
        (Span(2, 9), (CardType.BASIC, "What?", "  "), "D"),
        (Span(2, 9), (CardType.CLOZE, "No gap here.", "x"), "D"),
        (Span(2, 9), (CardType.BASIC, "What?", "This"), " "),
        (Span(5, 5), (CardType.BASIC, "What?", "This"), "D"),
        (Span(0, 10**6), (CardType.BASIC, "What?", "This"), "D"),
    ],
)
def test_a_card_that_is_none_changes_nothing(app, article_id, dump, evidence, card, deck):
    before = dump(app)
    with pytest.raises(BadInput):
        app.shaping.write(article_id, evidence, card, deck)
    assert dump(app) == before
    with pytest.raises(NotFound):
        app.shaping.write(999, Span(2, 9), (CardType.BASIC, "What?", "This"), "D")


def test_tags_and_article_order_of_accepted_cards(app, article_id):
    first, second, third, _fourth = drafts(app, article_id)
    app.drafts.accept([third.id], "D", "exam", in_order=True)
    app.drafts.accept([first.id], "D", in_order=True)
    app.drafts.accept([second.id], "D", in_order=True)
    notes = [app.decks.note_with_cards(each.note_id) for each in drafts(app, article_id)[:3]]
    assert [note.tags[-1] == "exam" for note, _type, _cards in notes] == [False, False, True]
    places = [cards[0].position for _note, _type, cards in notes]
    assert places == sorted(places)
    assert app.study.next("D").note.id == notes[0][0].id


def test_without_article_order_the_first_accepted_comes_first(app, article_id):
    first, _second, third, _fourth = drafts(app, article_id)
    app.drafts.accept([third.id], "D")
    app.drafts.accept([first.id], "D")
    assert app.study.next("D").note.evidence == third.evidence


def test_coverage_follows_what_was_decided(app, article_id):
    waiting = drafts(app, article_id)
    app.drafts.accept([waiting[0].id], "D")
    app.drafts.reject([waiting[1].id])
    stretches = app.drafts.coverage(article_id)
    assert [each.span for each in stretches] == [each.evidence for each in waiting]
    assert [(each.accepted, each.rejected, each.waiting) for each in stretches] == [
        (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 1),
    ]  # fmt: skip
