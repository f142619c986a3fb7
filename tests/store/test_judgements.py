"""Judgements in the library: what is put in comes back, by sentence and by draft, and outlives the article."""

import pytest
from sqlalchemy.exc import IntegrityError

from flashcards.core.changes import Changes
from flashcards.core.drafts import CardType
from flashcards.core.facts import FactKind
from flashcards.core.judgements import Judgement, Verdict, sentence_key
from flashcards.store import judgements as judgements_table

SENTENCE = "The heart’s own pacemaker sets\nthe beat."


def judgement(**changes):
    values = {
        "verdict": Verdict.REJECT,
        "role": FactKind.MECHANISM,
        "type": CardType.BASIC,
        "question": "What sets the beat?",
        "answer": "The heart's own pacemaker",
        "question_after": "What sets the beat of the heart?",
        "answer_after": "its “pacemaker”",
        "sentence": SENTENCE,
        "score": 1.25,
        "reason": "unclear",
        "features": {"way subject": 1.0, "länge": 0.5},
        "judged_at": 1_772_442_000_000,
    }
    return Judgement(**(values | changes))


def stored(app, *judged):
    with app.library.writing("", Changes.DRAFTS) as connection:
        return [judgements_table.add(connection, each) for each in judged]


def test_a_judgement_comes_back_as_it_was(app):
    (number,) = stored(app, judgement())
    (found,) = app.judgements.all()
    assert found == judgement(id=number)
    assert hash(found) == hash(judgement(id=number))


@pytest.mark.parametrize(
    "written",
    [
        "the heart's own pacemaker sets the beat",
        "“The  heart's own pacemaker sets\tthe beat.”",
        "THE HEART\N{RIGHT SINGLE QUOTATION MARK}S OWN PACEMAKER SETS THE BEAT!",
    ],
)
def test_a_sentence_is_found_however_it_is_set(app, written):
    stored(app, judgement(), judgement(sentence="Another sentence."))
    assert [each.sentence for each in app.judgements.of_sentence(written, FactKind.MECHANISM)] == [SENTENCE]


def test_other_words_are_another_sentence():
    keys = {
        sentence_key(each)
        for each in ("The heart beats.", "The hearts beat.", "The heart does not beat.", "")
    }
    assert len(keys) == 4


def test_many_sentences_are_looked_up_at_once(app):
    sentences = [f"Sentence {number}." for number in range(1200)]
    stored(app, *(judgement(sentence=each) for each in sentences[::100]))
    with app.library.reading() as connection:
        found = judgements_table.of_sentences(connection, sentences)
    assert {each.sentence for judged in found.values() for each in judged} == set(sentences[::100])
    assert all(sentence_key(each.sentence) == key for key, judged in found.items() for each in judged)


def test_a_verdict_of_another_name_is_refused(app):
    stored(app, judgement())
    with pytest.raises(IntegrityError), app.library.writing("", Changes.DRAFTS) as connection:
        connection.exec_driver_sql("UPDATE judgements SET verdict = 'maybe'")


def test_judgements_outlive_the_article_and_let_go_of_its_drafts(app, analysed):
    article_id, _changes = app.articles.add(analysed(2))
    ids = [draft.id for draft in app.drafts.of_article(article_id)]
    app.drafts.reject(ids)
    assert [each.draft_id for each in app.judgements.all()] == ids
    app.articles.remove(article_id)
    assert [each.draft_id for each in app.judgements.all()] == [None, None]
    app.history.undo()
    assert [each.draft_id for each in app.judgements.all()] == ids
