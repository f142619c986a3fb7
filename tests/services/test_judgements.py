"""Learning from the user: decisions are logged as they are taken, and a rejected card stays away."""

from dataclasses import replace

import pytest

from flashcards.app import open_app
from flashcards.core.articles import Span
from flashcards.core.drafts import Candidate, CardType, Draft
from flashcards.core.errors import BadInput
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.core.judgements import Verdict
from flashcards.services.articles import Analysed, with_drafts
from flashcards.services.drafts import DraftService
from flashcards.writing.pipeline import considered


@pytest.fixture
def drafts(app, analysed):
    article_id, _changes = app.articles.add(analysed(3))
    return app.drafts.of_article(article_id)


def log(app):
    return [
        (each.verdict.value, each.question, each.question_after, each.reason) for each in app.judgements.all()
    ]


def gates(app, found):
    """The gates of an article's candidates when it is analysed again."""
    return [each.gate for each in app.articles.without_rejected(found).candidates]


def test_nothing_is_logged_before_anything_is_decided(app, drafts):
    assert app.judgements.all() == []


def test_keeping_is_logged_with_the_sentence_and_the_score(app, drafts, clock):
    app.drafts.accept([drafts[1].id], "Brain")
    (kept,) = app.judgements.all()
    assert kept.verdict is Verdict.KEEP
    assert (kept.role, kept.type, kept.score) == (drafts[1].role, drafts[1].type, drafts[1].score)
    assert (kept.question, kept.answer) == (kept.question_after, kept.answer_after)
    assert (kept.question, kept.answer) == (drafts[1].question, drafts[1].answer)
    assert kept.sentence == "Step 1 of ketamine raises protein 1 in the brain."
    assert kept.judged_at == int(clock().timestamp() * 1000)
    assert (kept.draft_id, kept.reason, kept.features) == (drafts[1].id, "", {})


def test_an_edit_is_logged_with_before_and_after(app, drafts):
    first = drafts[0]
    app.drafts.edit(first.id, "Which protein?", first.answer)
    app.drafts.edit(first.id, "Which protein rises?", "number 0")
    one, two = app.judgements.all()
    assert (one.question, one.question_after) == (first.question, "Which protein?")
    assert (one.answer, one.answer_after) == (first.answer, first.answer)
    assert (two.question, two.question_after) == ("Which protein?", "Which protein rises?")
    assert (two.answer, two.answer_after) == (first.answer, "number 0")


def test_an_edit_that_changes_or_breaks_nothing_is_not_logged(app, drafts):
    app.drafts.edit(drafts[0].id, f" {drafts[0].question} ", drafts[0].answer)
    with pytest.raises(BadInput):
        app.drafts.edit(drafts[0].id, "", "")
    assert app.judgements.all() == []


@pytest.mark.parametrize(("given", "kept"), [("wrong", "wrong"), ("", ""), (" too\x00 vague ", "too vague")])
def test_a_rejection_is_logged_with_its_reason(app, drafts, given, kept):
    app.drafts.reject([drafts[0].id, drafts[2].id], given)
    assert log(app) == [
        ("reject", drafts[0].question, drafts[0].question, kept),
        ("reject", drafts[2].question, drafts[2].question, kept),
    ]


def test_a_draft_has_one_decision_the_last(app, drafts):
    app.drafts.accept([drafts[0].id], "Brain")
    app.drafts.reject([drafts[0].id])
    assert [each[0] for each in log(app)] == ["reject"]
    app.drafts.accept([drafts[0].id], "Brain")
    assert [each[0] for each in log(app)] == ["keep"]
    app.drafts.reopen([drafts[0].id])
    assert log(app) == []


def test_a_reason_can_be_given_later(app, drafts):
    app.drafts.reject([drafts[0].id])
    app.drafts.reject([drafts[0].id], "trivial")
    app.drafts.reject([drafts[0].id])
    assert [each[3] for each in log(app)] == ["trivial"]


def test_a_decision_on_an_edited_draft_tells_what_was_proposed_and_what_was_left(app, drafts):
    app.drafts.edit(drafts[0].id, "Which protein?", "number 0")
    app.drafts.edit(drafts[0].id, "Which protein rises?", "number 0")
    app.drafts.accept([drafts[0].id], "Brain")
    assert log(app)[-1] == ("keep", drafts[0].question, "Which protein rises?", "")
    app.drafts.reopen([drafts[0].id])
    assert [each[0] for each in log(app)] == ["edit", "edit"]


def test_undo_takes_the_judgement_back_with_the_decision_and_redo_both_again(app, drafts, dump):
    states = [dump(app)]
    for decide in (
        lambda: app.drafts.edit(drafts[0].id, "Which protein?", "number 0"),
        lambda: app.drafts.reject([drafts[0].id, drafts[1].id], "unclear"),
        lambda: app.drafts.accept([drafts[0].id], "Brain"),
        lambda: app.drafts.reopen([drafts[1].id]),
    ):
        decide()
        states.append(dump(app))
    assert [each[0] for each in log(app)] == ["edit", "keep"]
    for state in reversed(states[:-1]):
        app.history.undo()
        assert dump(app) == state
    assert log(app) == []
    for state in states[1:]:
        app.history.redo()
        assert dump(app) == state


def test_the_numbers_behind_the_ranking_are_kept_where_they_are_given(app, drafts):
    asked = []

    def describe(draft, article, facts):
        asked.append((draft.question, article.title, facts[draft.fact].subject))
        return {"short answer": 1.0}

    service = DraftService(app.library, app.clock, describe)
    service.edit(drafts[2].id, "Step 2 raises {{c1::protein 2}}.", "protein 2")
    service.reject([drafts[2].id])
    assert [each.features for each in app.judgements.all()] == [{"short answer": 1.0}] * 2
    assert asked == [(drafts[2].question, "How ketamine works", "step 2")] * 2, (
        "of the words that were proposed"
    )


def test_a_rejected_card_is_not_proposed_again_for_the_same_article(app, drafts, analysed):
    app.drafts.reject([drafts[0].id])
    app.articles.remove(drafts[0].article_id)
    assert gates(app, analysed(3)) == ["rejected before", "", "", "duplicate"]
    found = app.articles.without_rejected(analysed(3))
    article_id, _changes = app.articles.add(found)
    assert [each.question for each in app.drafts.of_article(article_id)] == [
        each.question for each in drafts[1:]
    ]


def test_nor_for_the_same_sentence_in_another_article(app, drafts, analysed):
    app.drafts.reject([each.id for each in drafts], "wrong")
    longer = analysed(5)  # the same sentences and two more
    assert longer.article.key != analysed(3).article.key
    assert gates(app, longer) == ["rejected before"] * 3 + ["", "", "duplicate"]
    assert gates(app, analysed(3, "lithium")) == ["", "", "", "duplicate"]


def test_an_edited_card_that_was_rejected_is_not_proposed_as_it_was_at_first(app, drafts, analysed):
    app.drafts.edit(drafts[0].id, "Something else entirely?", "yes")
    app.drafts.reject([drafts[0].id])
    assert gates(app, analysed(3))[0] == "rejected before"


@pytest.mark.parametrize("change", ["undo", "accept", "reopen"])
def test_a_changed_mind_lets_the_card_come_back(app, drafts, analysed, change):
    app.drafts.reject([drafts[0].id])
    if change == "undo":
        app.history.undo()
    elif change == "accept":
        app.drafts.accept([drafts[0].id], "Brain")
    else:
        app.drafts.reopen([drafts[0].id])
    assert gates(app, analysed(3))[0] == ""


def test_kept_and_edited_cards_are_proposed_again(app, drafts, analysed):
    app.drafts.accept([drafts[0].id], "Brain")
    app.drafts.edit(drafts[1].id, "Which?", "that")
    assert gates(app, analysed(3)) == ["", "", "", "duplicate"]


def test_looking_up_what_was_rejected(app, drafts):
    app.drafts.reject([drafts[0].id])
    app.drafts.accept([drafts[1].id], "Brain")
    sentences = [app.judgements.all()[number].sentence for number in (0, 1)]
    (found,) = app.judgements.rejected(sentences[0].upper(), FactKind.MECHANISM)
    assert found.question == drafts[0].question
    assert app.judgements.rejected(sentences[0], FactKind.RISK) == []
    assert app.judgements.rejected(sentences[1], FactKind.THEORY) == []
    assert len(app.judgements.of_sentence(sentences[1], FactKind.THEORY)) == 1


def test_an_article_whose_cards_were_all_rejected_says_so(app, drafts, analysed):
    app.drafts.reject([each.id for each in drafts])
    with pytest.raises(
        Exception, match=r"^Nothing new was found in “How ketamine works”: you rejected"
    ) as caught:
        with_drafts(app.articles.without_rejected(analysed(3)))
    assert type(caught.value).__name__ == "NothingToLearn"
    with pytest.raises(Exception, match="explain no mechanism"):
        with_drafts(Analysed(analysed(0).article, (), ()))


def test_the_log_is_there_after_a_restart(tmp_path, clock, analysed):
    path = tmp_path / "library.db"
    app = open_app(path, clock)
    article_id, _changes = app.articles.add(analysed(2))
    app.drafts.reject([app.drafts.of_article(article_id)[1].id], "duplicate")
    before = app.judgements.all()
    app.close()
    app = open_app(path, clock)
    assert app.judgements.all() == before
    assert gates(app, analysed(2)) == ["", "rejected before", "duplicate"]
    app.close()


def test_what_the_ranking_saw_of_a_card_is_logged_with_it(app):
    article = app.articles.read_paste(
        "How renin works\n\nRenin narrows the small arteries. Renin is an enzyme that the kidney releases.\n"
    )
    sentence = "Renin narrows the small arteries."
    at = article.text.index(sentence)
    fact = Fact(
        FactKind.MECHANISM, "renin", "narrows", "the small arteries", Span(at, at + len(sentence)),
        form=FactForm.ACTIVE, statement=sentence, auxiliary="does", verb="narrow", topic="renin",
    )  # fmt: skip
    seen = next(each for each in considered(article, (fact,)) if each.candidate.draft.type is CardType.CLOZE)
    written = Draft(FactKind.MECHANISM, CardType.BASIC, "Mine?", "Yes", fact.evidence)
    candidates = (replace(seen.candidate, gate=""), Candidate(written))
    article_id, _changes = app.articles.add(Analysed(article, (fact,), candidates))
    generated, own = app.drafts.of_article(article_id)
    app.drafts.edit(generated.id, "Renin narrows the {{c1::small}} arteries.", "small")
    app.drafts.reject([generated.id, own.id])
    edited, rejected, mine = app.judgements.all()
    assert edited.features == rejected.features == seen.features
    assert bool(seen.features) is not bool(seen.candidate.gate)
    assert mine.features == {}
