"""Choices for a quiz: from a draft's article, from its note after acceptance, and for notes from elsewhere."""

import pytest

from flashcards.core.articles import Article, Block, Source, SourceKind, Span
from flashcards.core.drafts import Candidate, CardType, Draft
from flashcards.core.errors import NotFound
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.services.articles import Analysed

PAIRS = (
    ("plaxin", "NMDA"),
    ("tonic", "AMPA"),
    ("poison", "opioid"),
    ("daylight", "orexin"),
    ("coffee", "adenosine"),
)
WAYS = ("lock at noon", "shut off while asleep", "jam in a lizard", "close after rain", "bar for hours")


def about_receptors(pairs=PAIRS, title="Receptors"):
    """An article of one sentence and one card for each pair: one thing locks one kind of receptors."""
    sentences = [f"{thing.capitalize()} locks {kind} receptors at {thing} time." for thing, kind in pairs]
    text = " ".join(sentences)
    article = Article(title, text, (Block(Span(0, len(text))),), Source(SourceKind.PASTE, "test"))
    facts, candidates = [], []
    for number, ((thing, kind), sentence) in enumerate(zip(pairs, sentences, strict=True)):
        span = Span(text.index(sentence), text.index(sentence) + len(sentence))
        facts.append(
            Fact(
                FactKind.MECHANISM, thing, "locks", f"{kind} receptors", span, form=FactForm.ACTIVE,
                statement=sentence, object_class="receptors",
            )
        )  # fmt: skip
        question = f"Which receptors does {thing} {WAYS[number]}?"
        draft = Draft(FactKind.MECHANISM, CardType.BASIC, question, f"{kind} receptors", span, fact=number)
        candidates.append(Candidate(draft))
    return Analysed(article, tuple(facts), tuple(candidates))


@pytest.fixture
def drafts(app):
    article_id, _changes = app.articles.add(about_receptors())
    return app.drafts.of_article(article_id)


def test_a_draft_and_its_note_have_the_same_choices(app, drafts):
    of_draft = app.choices.of_draft(drafts[0].id)
    assert len(of_draft) == 3
    assert set(of_draft) < {"AMPA receptors", "Opioid receptors", "Orexin receptors", "Adenosine receptors"}
    app.drafts.accept([drafts[0].id], "Brain")
    (note,) = app.decks.notes()
    assert app.choices.of_note(note.id) == of_draft
    assert app.choices.of_notes([note.id]) == {note.id: of_draft}


def test_choosing_changes_nothing(app, drafts, dump):
    before = dump(app)
    app.choices.of_draft(drafts[0].id)
    assert dump(app) == before


def test_too_little_at_hand_gives_none(app):
    article_id, _changes = app.articles.add(about_receptors(PAIRS[:3]))
    draft = app.drafts.of_article(article_id)[0]
    assert app.choices.of_draft(draft.id) == ()


def test_notes_of_other_articles_help_out(app):
    article_id, _changes = app.articles.add(about_receptors(PAIRS[:3]))
    other_id, _changes = app.articles.add(about_receptors(PAIRS[3:], "More receptors"))
    draft = app.drafts.of_article(article_id)[0]
    assert app.choices.of_draft(draft.id) == (), "drafts that nobody accepted are not in the library yet"
    app.drafts.accept([each.id for each in app.drafts.of_article(other_id)], "Brain")
    assert len(app.choices.of_draft(draft.id)) == 3


def test_an_edited_answer_is_what_the_choices_stand_beside(app, drafts):
    app.drafts.accept([drafts[0].id], "Brain")
    app.drafts.edit(drafts[0].id, drafts[0].question, "AMPA receptors")
    (note,) = app.decks.notes()
    assert "AMPA receptors" not in app.choices.of_note(note.id)


def test_notes_without_an_article_are_asked_among_themselves(app, drafts):
    app.drafts.accept([each.id for each in drafts], "Brain")
    app.articles.remove(drafts[0].article_id)
    found = app.choices.of_notes([note.id for note in app.decks.notes()])
    assert [len(each) for each in found.values()] == [3] * 5
    assert "NMDA receptors" not in found[min(found)]


def test_the_example_deck_gets_choices_where_there_are_good_ones(app):
    app.examples.add_deck()
    notes = app.decks.notes()
    found = app.choices.of_notes([note.id for note in notes])
    for note in notes:
        assert len(found[note.id]) in (0, 3)
        assert note.fields[1] not in found[note.id]


def test_what_is_not_there(app):
    with pytest.raises(NotFound, match="no draft 9"):
        app.choices.of_draft(9)
    with pytest.raises(NotFound, match="no note 9"):
        app.choices.of_note(9)
