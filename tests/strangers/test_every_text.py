"""Every text is stored, found, shown and exported, and reads back equal."""

import contextlib
import csv
import json
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.app import open_app
from flashcards.core.drafts import CardType
from flashcards.core.note_types import BUILT_IN
from flashcards.core.rendering import to_html, to_text
from flashcards.core.text import storable
from flashcards.exchange.deck_json import read_deck
from tests.conftest import MONDAY, make_analysed

ODD = (
    "NUL \0 in it",
    "lone \ud800 surrogate \udfff",
    "e\u0301 \u00e9 combining " + "a" + "\u0301" * 50,
    "مرحبا بالعالم \u202eturned\u202c שלום",
    "視床 — 神経伝達物質、𠮷野家",
    "👩\u200d🔬🏳️\u200d🌈 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u2066isolated\u2069 \u200b\u200d\ufeff\u00ad",
    "line\nbreaks\r\nand\ttabs \u2028 \u2029 \x85",
    "'\"`;,|\\ #comment =1+1 -1 @x {{c1::no gap}} {{Front}} [sound:x.mp3]",
    "<b>marks</b> &amp; &lt; &#0; &nbsp; <!-- c --> ]]>",
    "\ufffe\uffff \ufdd0 private \ue000 plane \U0010ffff",
    "ﬁ ligature ＝wide İi ıI ß ẞ Σςσ",
    "x" * 1_000_000,
    "م" * 200_000,
)
TEXTS = st.text(st.characters(codec=None), min_size=1, max_size=40)


def made(app, texts):
    """A deck of notes with those texts as answers; gives the notes' ids."""
    article_id, _changes = app.articles.add(make_analysed(1))
    evidence = app.drafts.of_article(article_id)[0].evidence
    for number in range(len(texts)):
        app.shaping.write(article_id, evidence, (CardType.BASIC, f"Question {number}", "a"), "Texts")
    ids = [note.id for note in app.decks.notes(deck="Texts")]
    for note_id, text in zip(ids, texts, strict=True):
        note, _kind, _cards = app.decks.note_with_cards(note_id)
        app.decks.edit_note(note_id, (note.fields[0], to_html(text), *note.fields[2:]))
    return ids


def brought(path):
    """The notes of a file in a library of its own."""
    with contextlib.closing(open_app(None, lambda: MONDAY, zone=UTC)) as other:
        incoming = other.importing.read(path)
        try:
            other.importing.bring(incoming, with_progress=True)
        finally:
            incoming.close()
        return {note.fields[0]: note for note in other.decks.notes()}


def check(app, texts, folder):
    ids = made(app, texts)
    notes = [app.decks.note_with_cards(each)[0] for each in ids]
    for note, text in zip(notes, texts, strict=True):
        assert note.fields[1] == to_html(text)
        assert to_text(note.fields[1]) == storable(text).strip()
    for ending in (".apkg", ".csv", ".tsv"):
        path = folder / f"deck{ending}"
        app.exchange.export("Texts", path)
        there = brought(path)
        for note in notes:
            assert there[note.fields[0]].fields == note.fields, ending
            assert there[note.fields[0]].guid == note.guid
    app.exchange.export("Texts", folder / "deck.json")
    back = read_deck(folder / "deck.json", BUILT_IN, 0).notes
    assert [each.fields for each in back] == [each.fields for each in notes]
    app.exchange.export("Texts", folder / "deck.md")
    (folder / "deck.md").read_text("utf-8")


def test_odd_texts_go_there_and_back(app, tmp_path):
    check(app, ODD, tmp_path)


@settings(max_examples=6)
@given(st.lists(TEXTS, min_size=1, max_size=30))
def test_any_texts_go_there_and_back(tmp_path_factory, texts):
    with contextlib.closing(open_app(None, lambda: MONDAY, zone=UTC)) as app:
        check(app, texts, tmp_path_factory.mktemp("texts"))


@pytest.mark.parametrize("number", range(len(ODD)))
def test_odd_texts_are_found_and_shown(app, number):
    (note_id,) = made(app, ODD[number : number + 1])
    (note,) = app.search.notes("Question 0")
    assert note.id == note_id
    card = app.decks.note_with_cards(note_id)[2][0]
    assert "Question 0" in app.study.show(card.id).sides.back
    words = [
        word for word in storable(ODD[number]).split() if word.isalpha() and word.isascii() and len(word) < 50
    ]
    for word in words[:3]:
        assert [each.id for each in app.search.notes(word)] == [note_id], word


@settings(max_examples=60)
@given(TEXTS)
def test_any_words_are_a_search_or_a_sentence(text):
    from flashcards.core.errors import BadInput

    with contextlib.closing(open_app(None, lambda: MONDAY, zone=UTC)) as app, contextlib.suppress(BadInput):
        app.search.notes(text)
        app.articles.all(text)


@pytest.mark.parametrize("name", ["\u202eDeck", "日本語::神経", "👩\u200d🔬", "e\u0301", "ß"])
def test_names_of_every_script_come_back(app, tmp_path, name):
    made(app, ("word",))
    app.decks.rename("Texts", name)
    app.exchange.export(name, tmp_path / "deck.apkg")
    app.exchange.export(name, tmp_path / "deck.csv")
    assert app.decks.names()[-1] == name
    text = (tmp_path / "deck.csv").read_text("utf-8-sig")
    assert name in next(csv.reader([line for line in text.splitlines() if not line.startswith("#")]))
    app.exchange.export(name, tmp_path / "deck.json")
    assert json.loads((tmp_path / "deck.json").read_text("utf-8"))
