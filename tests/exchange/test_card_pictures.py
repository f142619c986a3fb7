"""Cards about effects take pictures along: into the real Anki, one for each gap, with steady names."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from lxml import etree

from flashcards.app import open_app
from flashcards.core.cards import Note
from flashcards.core.drafts import CardType
from flashcards.core.note_types import BASIC, CLOZE
from flashcards.core.steps import StepLine
from flashcards.exchange.maps.card_pictures import with_pictures
from flashcards.exchange.maps.step_lines import HIDDEN, WIDTH, step_svg

CHAIN = "Ketamine —blocks→ {{c1::NMDA receptors}} —raises→ {{c2::glutamate & co}}"


def note_with(*fields, kind=CLOZE):
    return Note(1, "g", kind.id, (*fields, *[""] * (len(kind.fields) - len(fields))))


def words_of(svg):
    return [each.text for each in etree.fromstring(svg).iterfind("{*}text")]


@pytest.fixture
def collection(tmp_path):
    """An empty collection of a student of ours."""
    folder = tmp_path / "anki"
    folder.mkdir()
    opened = Collection(str(folder / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture
def chain_deck(app, analysed, tmp_path):
    """A deck with one card for a missing step and one plain card, exported."""
    article_id, _changes = app.articles.add(analysed(1))
    (draft,) = app.drafts.of_article(article_id)
    app.drafts.accept([draft.id], "Biology")
    question = CHAIN.replace("&", "and")
    app.shaping.write(article_id, draft.evidence, (CardType.CLOZE, question, ""), "Biology")
    path = tmp_path / "deck.apkg"
    app.exchange.export("Biology", path)
    return path


@pytest.mark.anki
def test_in_anki_each_question_shows_its_own_picture_and_the_answer_the_whole(collection, chain_deck):
    request = ImportAnkiPackageRequest(package_path=str(chain_deck), options=ImportAnkiPackageOptions())
    assert len(collection.import_anki_package(request).log.new) == 2
    cards = [collection.get_card(each) for each in collection.find_cards("—blocks→", order=True)]
    assert len(cards) == 2
    for number, card in enumerate(cards, 1):
        question, answer = card.question(), card.answer()
        assert f'<div class="asked now{number}">' in question
        shown = re.findall(rf'<img class="step{number}" src="([^"]+)"', question)
        told = re.findall(r'<img class="whole" src="([^"]+)"', answer)
        assert len(shown) == len(told) == 1
        assert 'class="asked' not in answer
        folder = Path(collection.media.dir())
        words = words_of((folder / shown[0]).read_bytes())
        assert HIDDEN in words
        assert ["NMDA receptors", "glutamate and co"][number - 1] not in words
        assert HIDDEN not in words_of((folder / told[0]).read_bytes())
    unused = collection.media.check()
    assert not unused.unused
    assert not unused.missing
    assert collection.fix_integrity()[1]


@pytest.mark.anki
def test_the_style_sheet_shows_only_the_picture_of_the_gap_that_is_asked(collection, chain_deck):
    request = ImportAnkiPackageRequest(package_path=str(chain_deck), options=ImportAnkiPackageOptions())
    collection.import_anki_package(request)
    css = collection.models.by_name("Flashcards Cloze")["css"]
    assert ".asked img { display: none; }" in css
    assert ".now2 .step2" in css


def test_a_plain_note_is_left_as_it_is(app, stocked, tmp_path):
    stocked(3)
    note = app.decks.notes()[0]
    for kind in (BASIC, CLOZE, replace(BASIC, id=5)):
        assert with_pictures(note, kind) == (note, {})
    app.exchange.export("Biology", tmp_path / "deck.apkg")
    with zipfile.ZipFile(tmp_path / "deck.apkg") as archive:
        assert archive.read("media") == b"{}"
        assert archive.namelist() == ["collection.anki2", "media"]


def test_names_come_from_the_content_and_are_safe():
    first, files = with_pictures(note_with(CHAIN.replace("&", "&amp;")), CLOZE)
    again, same = with_pictures(note_with(CHAIN.replace("&", "&amp;")), CLOZE)
    assert (first, files) == (again, same)
    assert len(files) == 3
    assert all(re.fullmatch(r"flashcards-map-[0-9a-f]{24}\.svg", name) for name in files)
    _note, other = with_pictures(note_with(CHAIN.replace("blocks", "lowers")), CLOZE)
    assert not other.keys() & files.keys()


def test_several_effects_of_one_thing_branch_off_and_are_hidden_together():
    text = "What does A lead to?<br>A —blocks→ {{c1::B}}<br>A —raises→ {{c1::C}}"
    note, files = with_pictures(note_with(text), CLOZE)
    names = [re.findall(r'src="([^"]+)"', note.fields[CLOZE.index(field)]) for field in ("Extra1", "Extra2")]
    (asked,), (told,) = names
    assert words_of(files[asked]) == ["A", "blocks", HIDDEN, "raises", HIDDEN]
    assert words_of(files[told]) == ["A", "blocks", "B", "raises", "C"]


def test_steps_in_order_have_their_picture_on_the_answer_only():
    note, files = with_pictures(note_with("How?", "First a → then b → last c", kind=BASIC), BASIC)
    assert note.fields[BASIC.index("Extra1")] == ""
    (content,) = files.values()
    assert words_of(content) == ["First a", "then b", "last c"]


def test_nothing_is_wider_than_the_picture_or_below_it():
    long = "a very long name of a thing that goes on and on " * 4
    root = etree.fromstring(step_svg([StepLine((long, "x" * 200, "b"), (long[:70], ""))]))
    height = float(root.get("height"))
    for box in root.iterfind("{*}rect"):
        x, y = float(box.get("x", 0)), float(box.get("y", 0))
        assert x >= 0
        assert x + float(box.get("width")) <= WIDTH
        assert y + float(box.get("height")) <= height


def test_a_deck_that_comes_back_shows_no_picture_and_takes_its_own_along_again(chain_deck, tmp_path, clock):
    other = open_app(tmp_path / "other.flashcards", clock, undo=True)
    try:
        incoming = other.importing.read(chain_deck)
        other.importing.bring(incoming, with_progress=False)
        incoming.close()
        note = next(each for each in other.decks.notes() if "→" in each.fields[0])
        assert "flashcards-map-" in note.fields[CLOZE.index("Extra1")]
        for card in other.decks.note_with_cards(note.id)[2]:
            sides = other.study.show(card.id).sides
            assert "<img" not in sides.front + sides.back, "the pictures of all steps would tell the answer"
        again, files = with_pictures(note, CLOZE)
        assert again.fields == note.fields
        assert len(files) == 3
    finally:
        other.close()


def test_what_else_stands_in_the_extra_fields_stays():
    note = note_with(CHAIN)
    fields = list(note.fields)
    fields[CLOZE.index("Extra1")] = "mine"
    own = replace(note, fields=tuple(fields))
    with_files = with_pictures(own, CLOZE)[0]
    assert with_files.fields[CLOZE.index("Extra1")].startswith("mine<img")
    plain = replace(with_files, fields=("No chain {{c1::now}}", *with_files.fields[1:]))
    assert with_pictures(plain, CLOZE)[0].fields[CLOZE.index("Extra1")] == "mine"
