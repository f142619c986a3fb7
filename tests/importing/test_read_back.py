"""A deck that went to Anki and was studied there comes back: the union of both logs, and Anki's own memories."""

import time

import pytest

from flashcards.core.reviews import CardState, Rating
from tests.conftest import make_analysed

pytestmark = pytest.mark.anki


@pytest.fixture
def stocked(app):
    """Cards of an article in the deck Biology; gives their ids."""
    article_id, _changes = app.articles.add(make_analysed(6))
    app.drafts.accept([draft.id for draft in app.drafts.of_article(article_id)], "Biology")
    notes = [draft.note_id for draft in app.drafts.of_article(article_id)]
    return [app.decks.note_with_cards(each)[2][0].id for each in notes]


def log_of(app, card_id):
    with app.library.reading() as connection:
        from flashcards.store import reviews

        return reviews.of_card(connection, card_id)


def card_of(app, card_id):
    with app.library.reading() as connection:
        from flashcards.store import cards

        return cards.get(connection, card_id)


def by_guid(student):
    return {card.note().guid: card for card in student.cards()}


def guid_of(app, card_id):
    return app.decks.note_with_cards(card_of(app, card_id).note_id)[0].guid


def assert_memories_agree(app, student, card_ids):
    theirs = by_guid(student)
    today = app.calendar.day_of(app.clock())
    for card_id in card_ids:
        mine, other = card_of(app, card_id).memory, theirs[guid_of(app, card_id)]
        assert mine.stability == pytest.approx(other.memory_state.stability, abs=1e-3)
        assert mine.difficulty == pytest.approx(other.memory_state.difficulty, abs=1e-3)
        assert int(mine.state) == other.type
        if mine.state is CardState.REVIEW:
            assert (mine.due_day - today, mine.interval) == (other.due - student.col.sched.today, other.ivl)
        else:
            assert mine.due_at == other.due * 1000


def test_answers_given_in_anki_come_back(app, student, stocked, bring, tmp_path):
    app.exchange.export("Biology", tmp_path / "out.apkg")
    student.bring(tmp_path / "out.apkg")
    theirs = by_guid(student)
    for card_id, eases in zip(stocked, ((3,), (1, 3), (4,), (2, 3, 3), (3, 1)), strict=False):
        for ease in eases:
            student.answer(theirs[guid_of(app, card_id)].id, ease)
    back = student.export(tmp_path / "back.apkg")
    done = bring(back)
    assert (done.new, done.cards, done.answers) == (0, 0, 9)
    assert_memories_agree(app, student, stocked[:5])
    assert card_of(app, stocked[5]).memory.state is CardState.NEW
    assert bring(back).answers == 0
    app.history.undo()
    assert card_of(app, stocked[0]).memory.state is CardState.NEW
    assert log_of(app, stocked[0]) == []


def test_answers_of_both_sides_become_one_log(app, student, stocked, bring, tmp_path):
    card_id = stocked[0]
    app.exchange.export("Biology", tmp_path / "out.apkg")
    student.bring(tmp_path / "out.apkg")
    their_card = by_guid(student)[guid_of(app, card_id)].id
    student.answer(their_card, 3)
    time.sleep(0.01)
    app.study.answer(card_id, Rating.GOOD)
    time.sleep(0.01)
    student.answer(their_card, 3)
    back = student.export(tmp_path / "back.apkg")
    assert bring(back).answers == 2
    log = log_of(app, card_id)
    assert [each.at for each in log] == sorted(each.at for each in log)
    assert len(log) == 3
    assert [each.before.state for each in log] == [CardState.NEW, CardState.LEARNING, CardState.LEARNING]
    card = card_of(app, card_id)
    replayed = app.study.replayed(card_id)
    assert card.memory.stability == pytest.approx(replayed.stability, abs=1e-6)
    assert card.memory.difficulty == pytest.approx(replayed.difficulty, abs=1e-6)
    assert (card.memory.reps, card.memory.state) == (3, CardState.REVIEW)
    theirs = student.col.get_card(their_card)
    today = app.calendar.day_of(app.clock())
    assert (card.memory.due_day - today, card.memory.interval) == (
        theirs.due - student.col.sched.today,
        theirs.ivl,
    )


def test_a_later_answer_here_keeps_its_due_date(app, student, stocked, bring, tmp_path):
    card_id = stocked[0]
    app.exchange.export("Biology", tmp_path / "out.apkg")
    student.bring(tmp_path / "out.apkg")
    student.answer(by_guid(student)[guid_of(app, card_id)].id, 1)
    back = student.export(tmp_path / "back.apkg")
    time.sleep(0.01)
    app.study.answer(card_id, Rating.EASY)
    ours = card_of(app, card_id).memory
    assert bring(back).answers == 1
    merged = card_of(app, card_id).memory
    assert (merged.due_day, merged.interval, merged.state) == (ours.due_day, ours.interval, ours.state)
    assert merged.reps == 2
    assert merged.stability == pytest.approx(app.study.replayed(card_id).stability, abs=1e-6)
    assert merged.stability != pytest.approx(ours.stability, abs=1e-3)


def test_days_later_anki_and_we_agree(app, student, stocked, bring, tmp_path):
    """The log is moved into the past between the answers, as if days had gone by."""
    app.exchange.export("Biology", tmp_path / "out.apkg")
    student.bring(tmp_path / "out.apkg")
    theirs = by_guid(student)
    chosen = stocked[:3]
    for eases in ((4, 4, 4), (3, 1, 2), (3, 3, 4)):
        for card_id, ease in zip(chosen, eases, strict=True):
            student.answer(theirs[guid_of(app, card_id)].id, ease)
        # FSRS wants at least a day between, so the whole log goes back.
        student.col.db.execute("UPDATE revlog SET id = id - 86400000 * 7 - ?", 1)
        student.col.db.execute(
            "UPDATE cards SET due = CASE type WHEN 2 THEN due - 7 WHEN 1 THEN due - 604800 ELSE due END, "
            "data = CASE WHEN data LIKE '%lrt%' THEN json_set(data, '$.lrt', json_extract(data, '$.lrt') - 604800) "
            "ELSE data END"
        )
    done = bring(student.export(tmp_path / "back.apkg"))
    assert done.answers == 9
    assert_memories_agree(app, student, chosen)
    for card_id in chosen:
        replayed = app.study.replayed(card_id)
        memory = card_of(app, card_id).memory
        assert replayed.stability == pytest.approx(memory.stability, rel=1e-4, abs=1e-3)
        assert replayed.difficulty == pytest.approx(memory.difficulty, abs=1e-3)


def test_the_two_ways_meet_after_a_second_round(app, student, stocked, bring, tmp_path):
    app.exchange.export("Biology", tmp_path / "out.apkg")
    student.bring(tmp_path / "out.apkg")
    their_card = by_guid(student)[guid_of(app, stocked[0])].id
    student.answer(their_card, 3)
    bring(student.export(tmp_path / "one.apkg"))
    student.answer(their_card, 3)
    assert bring(student.export(tmp_path / "two.apkg")).answers == 1
    assert_memories_agree(app, student, [stocked[0]])
    assert len(log_of(app, stocked[0])) == 2


def test_what_was_set_by_hand_in_anki_leaves_log_and_memory_in_agreement(
    app, student, stocked, bring, tmp_path
):
    app.study.answer(stocked[0], Rating.EASY)
    app.study.answer(stocked[1], Rating.EASY)
    app.exchange.export("Biology", tmp_path / "out.apkg")
    student.bring(tmp_path / "out.apkg")
    theirs = by_guid(student)
    time.sleep(0.01)
    student.answer(theirs[guid_of(app, stocked[0])].id, 4)
    student.col.sched.set_due_date([theirs[guid_of(app, stocked[0])].id], "9")
    student.col.sched.schedule_cards_as_new([theirs[guid_of(app, stocked[1])].id])
    bring(student.export(tmp_path / "back.apkg"))
    today = app.calendar.day_of(app.clock())
    moved, kept = (card_of(app, each).memory for each in stocked[:2])
    assert moved.due_day - today == 9
    assert app.study.replayed(stocked[0]).due_day == moved.due_day
    # Without a new answer nothing changes here; that a card was made new there stays there.
    assert app.study.replayed(stocked[1]) == kept
    assert kept.state is CardState.REVIEW


def test_an_answer_at_a_time_that_another_card_has_comes_once(app, student, bring, look, tmp_path):
    for name in ("one", "two"):
        student.add(Front=name, Back="b")
    bring(student.export(tmp_path / "deck.apkg"))
    cards = {note.fields[0]: app.decks.note_with_cards(note.id)[2][0].id for note in app.decks.notes()}
    log, _changes = app.study.answer(cards["one"], Rating.GOOD, 1000)
    theirs = student.cards("two")[0].id
    student.answer(theirs, 4)
    student.col.db.execute("UPDATE revlog SET id = ?", log.at)
    path = student.export(tmp_path / "again.apkg")
    assert look(path).answers == bring(path).answers == 1
    assert [each.at for each in app.study.log(cards["two"])] == [log.at + 1]
    assert look(path).answers == bring(path).answers == 0
