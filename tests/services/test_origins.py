"""Where cards came from: kept with each card, page and neighbours included, whatever becomes of the article."""

from dataclasses import replace

import pytest

from flashcards.core.articles import Article, Block, BlockKind, Snapshot, Source, SourceKind, Span
from flashcards.core.errors import NotFound
from flashcards.core.origins import neighbours, origin_of
from flashcards.core.sentences import find_sentences

SOURCE = Source(SourceKind.WEB, "example.org", "https://example.org/a", "Ada Lee", "2026-02-01", "CC BY 4.0")


@pytest.fixture
def kept(app, analysed):
    """A note of the second sentence of a web article of three sentences on two pages."""
    made = analysed(3)
    second = made.drafts[1].evidence
    article = replace(
        made.article,
        source=SOURCE,
        pages=(0, second.start),
        snapshot=Snapshot("https://example.org/a", "text/html", b"<p>as it came"),
    )
    article_id, _changes = app.articles.add(replace(made, article=article))
    app.drafts.accept([app.drafts.of_article(article_id)[1].id], "A")
    return article_id, app.decks.notes()[0].id


def test_everything_is_kept_and_outlives_the_article(app, kept):
    article_id, note_id = kept
    origin = app.origins.of_note(note_id)
    assert (origin.title, origin.name, origin.link) == (
        "How ketamine works",
        "example.org",
        "https://example.org/a",
    )
    assert (origin.author, origin.date, origin.licence) == ("Ada Lee", "2026-02-01", "CC BY 4.0")
    assert (origin.section, origin.page, origin.place) == (
        "How ketamine works",
        2,
        "How ketamine works, p. 2",
    )
    assert origin.before == "Step 0 of ketamine raises protein 0 in the brain."
    assert origin.sentence == "Step 1 of ketamine raises protein 1 in the brain."
    assert origin.after == "Step 2 of ketamine raises protein 2 in the brain."
    app.articles.remove(article_id)
    assert app.origins.of_note(note_id) == origin
    assert app.origins.of_notes([note_id, 99]) == {note_id: origin}


def test_the_card_itself_says_the_page(app, kept):
    note, note_type, _cards = app.decks.note_with_cards(kept[1])
    assert note.fields[note_type.index("Location")] == "How ketamine works, p. 2"
    assert note.fields[note_type.index("Source link")] == "https://example.org/a"


def test_the_page_as_it_came_is_kept_with_the_article(app, kept, dump):
    article_id, _note = kept
    assert app.origins.snapshot(article_id).content == b"<p>as it came"
    before = dump(app)
    app.articles.remove(article_id)
    assert app.origins.snapshot(article_id) is None
    app.history.undo()
    assert dump(app) == before
    assert app.origins.snapshot(article_id).content == b"<p>as it came"


def test_what_an_article_says_of_itself_comes_back(app, kept):
    stored = app.articles.get(kept[0])
    assert stored.source == SOURCE
    assert [stored.page_of(draft.evidence) for draft in app.drafts.of_article(kept[0])] == [1, 2, 2]


def test_a_note_of_an_earlier_version_is_looked_up_in_its_article_or_its_fields(app, kept):
    article_id, note_id = kept
    whole = app.origins.of_note(note_id)
    from flashcards.core.changes import Changes

    with app.library.writing("", Changes.NOTES) as connection:
        connection.exec_driver_sql("DELETE FROM origins")
    assert app.origins.of_note(note_id).before == whole.before
    app.articles.remove(article_id)
    left = app.origins.of_note(note_id)
    assert (left.title, left.sentence, left.before) == (whole.title, whole.sentence, "")


def test_a_note_that_is_not_there(app):
    with pytest.raises(NotFound, match="no note 7"):
        app.origins.of_note(7)


def article_of(*blocks):
    """An article of blocks: text, kind, junk."""
    text, made = "", []
    for words, kind, junk in blocks:
        made.append(Block(Span(len(text), len(text) + len(words)), kind, junk=junk))
        text += words + "\n\n"
    return Article("T", text, tuple(made), SOURCE)


def test_neighbours_reach_into_the_blocks_beside_and_step_over_junk():
    article = article_of(
        ("One stands. Two stands.", BlockKind.PARAGRAPH, ""),
        ("Read more", BlockKind.PARAGRAPH, "teaser"),
        ("A heading", BlockKind.HEADING, ""),
        ("Three stands.", BlockKind.PARAGRAPH, ""),
    )
    at = article.text.index
    assert neighbours(article, Span(at("Three"), at("Three") + 13)) == ("Two stands.", "")
    assert neighbours(article, Span(at("One"), at("One") + 11)) == ("", "Two stands.")
    assert neighbours(article, Span(len(article.text), len(article.text))) == ("", "")
    assert origin_of(article, Span(0, 11), "").page == 0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rains. It pours.", ["It rains.", "It pours."]),
        ("Dr. Lee et al. said so, e.g. Fig. 3 shows 2.5 mg. Then?", ["Dr. Lee et al. said so, e.g. Fig. 3 shows 2.5 mg.", "Then?"]),
        ("“It rains.” She left.", ["“It rains.”", "She left."]),
        ("风转动叶片。叶片带动发电机。", ["风转动叶片。", "叶片带动发电机。"]),
        ("no end", ["no end"]),
        ("." * 300_000 + " Then?", ["." * 300_000, "Then?"]),
        ("! " * 50_000 + "x", [("! " * 50_000 + "x")]),
        ("  ", []),
    ],
)  # fmt: skip
def test_sentences(text, sentences):
    assert [text[span.start : span.end] for span in find_sentences(text)] == sentences
