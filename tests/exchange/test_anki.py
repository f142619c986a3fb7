"""Packages for Anki, opened by the real Anki: twice, after edits, from nested decks, and byte for byte."""

import json
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from flashcards.core.note_types import BASIC, CLOZE

pytestmark = pytest.mark.anki


@pytest.fixture
def collection(tmp_path):
    """An empty collection of a student of ours."""
    folder = tmp_path / "anki"
    folder.mkdir()
    opened = Collection(str(folder / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture
def export(app, tmp_path):
    def write(deck="Biology", name="deck.apkg"):
        path = tmp_path / name
        app.exchange.export(deck, path)
        return path

    return write


def import_into(collection, path):
    """What Anki's own import dialog does with its settings as they come; the log of what happened."""
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    return collection.import_anki_package(request).log


def counted(log):
    return (len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))


def cards(collection):
    return [collection.get_card(each) for each in collection.find_cards("", order=True)]


def assert_sound(collection):
    """Anki's own check finds nothing to mend."""
    problems, fine = collection.fix_integrity()
    assert fine
    assert problems == "Database rebuilt and optimized."


def test_every_card_arrives_and_the_collection_is_sound(stocked, export, collection):
    stocked(5)
    log = import_into(collection, export())
    assert counted(log) == (5, 0, 0, 0)
    assert collection.card_count() == collection.note_count() == 5
    assert_sound(collection)
    assert {card.type for card in cards(collection)} == {0}


def test_a_second_import_adds_nothing(stocked, export, collection, clock):
    stocked(5)
    import_into(collection, export())
    clock.advance(days=3)
    log = import_into(collection, export())
    assert counted(log) == (0, 0, 5, 0)
    assert collection.card_count() == 5


def test_an_edited_card_is_updated_in_place_and_keeps_its_history(app, stocked, export, collection, clock):
    stocked(5)
    import_into(collection, export())
    note = app.decks.notes()[0]
    (studied,) = [card for card in cards(collection) if card.note().guid == note.guid]
    studied.start_timer()
    collection.sched.answerCard(studied, 3)
    clock.advance(days=1)
    app.decks.edit_note(note.id, ("A better question", *note.fields[1:]))
    log = import_into(collection, export())
    assert counted(log) == (0, 1, 4, 0)
    assert collection.note_count() == collection.card_count() == 5
    updated = collection.get_card(studied.id)
    assert updated.note()["Front"] == "A better question"
    assert updated.reps == 1
    assert_sound(collection)


def test_what_a_student_wrote_later_is_not_overwritten_by_an_unchanged_card(
    stocked, export, collection, clock
):
    stocked(2)
    import_into(collection, export())
    note = collection.get_note(collection.find_notes("")[0])
    note["Student note"] = "mine"
    collection.update_note(note)
    clock.advance(days=1)
    import_into(collection, export())
    assert collection.get_note(note.id)["Student note"] == "mine"


def test_a_card_added_later_is_the_only_new_one(stocked, export, collection, clock):
    stocked(3)
    import_into(collection, export())
    clock.advance(hours=1)
    stocked(2)
    assert counted(import_into(collection, export())) == (2, 0, 3, 0)


def test_decks_keep_their_nesting(stocked, export, collection):
    stocked(1, "Biology")
    stocked(2, "Biology::Brain::Drugs")
    stocked(3, "Chemistry")
    import_into(collection, export("Biology"))
    wanted = {deck.name: deck.id for deck in collection.decks.all_names_and_ids(skip_empty_default=True)}
    assert sorted(wanted) == ["Biology", "Biology::Brain", "Biology::Brain::Drugs"]
    assert collection.decks.card_count([wanted["Biology"]], include_subdecks=False) == 1
    assert collection.decks.card_count([wanted["Biology::Brain::Drugs"]], include_subdecks=False) == 2


@pytest.mark.parametrize("name", ["Köln 🧠", "it's; DROP--", "a/b\\c <b>", "100% {{x}}", "日本語"])
def test_deck_names_of_any_letters_arrive(stocked, export, collection, name):
    stocked(1, name)
    import_into(collection, export(name))
    assert [deck.name for deck in collection.decks.all_names_and_ids(skip_empty_default=True)] == [name]


def test_note_types_keep_their_ids_fields_and_templates(stocked, export, collection):
    stocked(3)
    import_into(collection, export())
    for ours in (BASIC, CLOZE):
        theirs = collection.models.by_name(ours.name)
        assert theirs["id"] == ours.id
        assert [(each["name"], each["id"]) for each in theirs["flds"]] == [
            (f.name, f.id) for f in ours.fields
        ]
        assert [(each["name"], each["id"]) for each in theirs["tmpls"]] == [
            (t.name, t.id) for t in ours.templates
        ]
        assert theirs["css"] == ours.css


def test_the_source_sentence_is_on_the_back_only(stocked, export, collection):
    stocked(1)
    import_into(collection, export())
    (card,) = cards(collection)
    assert "What does step 0 of drug1 raise?" in card.question()
    assert "Step 0 of drug1 raises protein 0" not in card.question()
    answer = card.answer()
    assert "“Step 0 of drug1 raises protein 0 in the brain.”" in answer
    assert "How drug1 works" in answer
    assert 'href="https://example.org/drug1"' in answer
    assert "{{" not in card.question() + answer


def test_a_cloze_hides_and_shows_its_gap(stocked, export, collection):
    stocked(3)
    import_into(collection, export())
    (card,) = [each for each in cards(collection) if each.note_type()["name"] == CLOZE.name]
    assert "[...]" in card.question()
    assert "protein 2" not in re.sub("<[^>]*>", "", card.question())
    assert "protein 2" in re.sub("<[^>]*>", "", card.answer())


def test_anki_and_we_show_the_same_card(app, stocked, export, collection):
    stocked(3)
    import_into(collection, export())
    theirs = sorted(_plain(card.question()) + _plain(card.answer()) for card in cards(collection))
    shown = [app.study.show(each.id).sides for each in app.study.due()]
    assert sorted(_plain(each.front) + _plain(each.back) for each in shown) == theirs


def _plain(html):
    """The words of a card; Anki puts the style sheet and its own attributes in."""
    return " ".join(re.sub("<[^>]*>", " ", re.sub("(?s)<style>.*?</style>", "", html)).split())


def test_several_cloze_numbers_make_several_cards(app, stocked, export, collection):
    stocked(3)
    note = app.decks.notes("{{c1")[0]
    text = "{{c1::Ketamine}} blocks {{c2::NMDA::which?}} receptors on {{c2::neurons}}"
    app.decks.edit_note(note.id, (text, *note.fields[1:]))
    import_into(collection, export())
    assert collection.card_count() == 4
    questions = [
        _plain(collection.get_card(each).question()) for each in collection.find_cards("NMDA", order=True)
    ]
    assert questions[0].endswith("[...] blocks NMDA receptors on neurons")
    assert questions[1].endswith("Ketamine blocks [which?] receptors on [...]")


def test_tags_arrive(app, stocked, export, collection):
    stocked(3)
    import_into(collection, export())
    assert sorted(collection.tags.all()) == sorted({tag for note in app.decks.notes() for tag in note.tags})
    assert len(collection.find_notes("tag:flashcards::role::risk")) == 1


def test_new_cards_come_in_the_order_of_the_article(app, stocked, export, collection):
    stocked(6)
    import_into(collection, export())
    by_due = sorted(cards(collection), key=lambda card: card.due)
    assert [card.note().fields[0] for card in by_due] == [note.fields[0] for note in app.decks.notes()]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "words",
    ["a < b and b > c", "<b>bold</b> & more", "<NMDA receptor> site", "{{not a field}}", "x\ty", "“ ‘ – 🧠"],
)
def test_words_that_look_like_markup_arrive_as_words(app, stocked, export, collection, words):
    stocked(1)
    app.drafts.edit(app.drafts.of_article(1)[0].id, words, words)
    import_into(collection, export())
    (card,) = cards(collection)
    shown = re.sub(r"\s+", " ", words)
    from html import unescape

    assert shown in unescape(_plain(card.question()))
    assert unescape(_plain(card.answer())).count(shown) == 2


def test_the_same_deck_at_the_same_moment_gives_the_same_bytes(stocked, export):
    stocked(4, "Biology::Brain")
    stocked(4)
    assert export(name="one.apkg").read_bytes() == export(name="two.apkg").read_bytes()


def test_settings_that_keep_anki_from_rewriting_answers(stocked, export, tmp_path):
    stocked(1)
    with zipfile.ZipFile(export()) as archive:
        assert sorted(archive.namelist()) == ["collection.anki2", "media"]
        archive.extract("collection.anki2", tmp_path)
    connection = sqlite3.connect(tmp_path / "collection.anki2")
    conf = json.loads(connection.execute("SELECT conf FROM col").fetchone()[0])
    assert (conf["schedVer"], conf["sched2021"], conf["rollover"]) == (2, True, 4)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()


def test_nothing_is_left_beside_the_file_or_in_the_temporary_folder(stocked, export, tmp_path, monkeypatch):
    import tempfile

    stocked(2)
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    path = export()
    assert list(elsewhere.iterdir()) == []
    assert sorted(each.name for each in Path(path).parent.iterdir()) == ["deck.apkg", "tmp"]
