"""Tables for spreadsheets and for Anki: safe to open, equal when read back. And Markdown that shows what was written."""

import csv
from dataclasses import replace
from html import unescape

import pytest
from anki.collection import ImportCsvRequest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.cards import Note, NoteField
from flashcards.core.note_types import BASIC, CLOZE
from flashcards.exchange.markdown import escaped, write_markdown
from flashcards.exchange.table import guarded, unguarded, write_table

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def note_of(kind, *fields, guid="abc", tags=()):
    return Note(1, guid, kind.id, (*fields, *[""] * (len(kind.fields) - len(fields))), tags=tags)


def read(path, separator):
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = [file.readline() for _line in range(7)]
        return head, list(csv.reader(file, delimiter=separator))


@pytest.mark.anki
@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_anki_updates_by_the_table_what_it_has(app, stocked, tmp_path, collection, bring_in, ending):
    stocked(6)
    app.exchange.export("Biology", tmp_path / "deck.apkg")
    bring_in(collection, tmp_path / "deck.apkg")
    note = app.decks.notes()[2]
    card = collection.get_note(
        collection.db.scalar("select id from notes where guid = ?", note.guid)
    ).cards()[0]
    card.start_timer()
    collection.sched.answerCard(card, 3)
    app.decks.edit_note(note.id, ("-5 mV is {{c1::“less”}};\nthan\tzero", *note.fields[1:]))
    path = tmp_path / f"deck{ending}"
    summary, _changes = app.exchange.export("Biology", path)
    assert (summary.notes, summary.cards, summary.edition) == (6, 6, 0)
    metadata = collection.get_csv_metadata(str(path), None)
    log = collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    assert (len(log.new), len(log.updated), len(log.duplicate), log.found_notes) == (0, 1, 5, 6)
    updated = collection.get_card(card.id)
    assert updated.reps == 1
    assert unescape(updated.note()["Text"]) == "-5 mV is {{c1::“less”}};\nthan\tzero"
    assert sorted(updated.note().tags) == sorted(app.decks.notes()[2].tags)


@pytest.mark.parametrize("separator", [",", "\t"])
def test_no_cell_is_a_formula_and_every_field_reads_back(tmp_path, separator):
    fields = [f"{sign}1+1" for sign in FORMULAS] + ["plain", "", "&#61;", '“quoted” "too"', "a\nb"]
    notes = [(note_of(BASIC, each, f"{each}!"), BASIC, "=deck") for each in fields]
    path = tmp_path / "table"
    write_table(path, notes, separator)
    _head, rows = read(path, separator)
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULAS)]
    assert [unescape(row[3]) for row in rows] == [unescape(each) for each in fields]
    assert {row[2].strip() for row in rows} == {"=deck"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_guarded_field_is_no_formula_and_shows_the_same(field):
    cell = guarded(field)
    assert not cell.startswith(FORMULAS)
    assert unescape(cell) == unescape(field) or field[:1] in FORMULAS
    if not field.startswith("&#"):
        assert unguarded(cell) == field


def test_a_guid_that_might_compute_is_left_out_and_a_plain_one_is_not(tmp_path):
    notes = [
        (note_of(BASIC, "a", guid=guid), BASIC, "d") for guid in ("=cmd|' /C calc'!A0", "-Ab_3", "#ab", "ab=")
    ]
    path = tmp_path / "table"
    write_table(path, notes, ",")
    _head, rows = read(path, ",")
    assert [row[0] for row in rows] == ["", "-Ab_3", "#ab", "ab="]


def test_the_head_names_the_columns(tmp_path):
    path = tmp_path / "table"
    one = note_of(BASIC, "a", "b", tags=("x", "y"))
    write_table(path, [(one, BASIC, "d")], ",")
    raw = path.read_text(encoding="utf-8-sig").splitlines()
    assert raw[:4] == ["#separator:Comma", "#html:true", "#guid column:1", "#notetype column:2"]
    assert raw[5] == f"#tags column:{4 + len(BASIC.fields)}"
    assert raw[6].startswith("#columns:Guid,Note type,Deck,Front,Back,Source sentence")
    wide = replace(CLOZE, id=7, fields=(*CLOZE.fields, NoteField(9, "More")))
    gaps = note_of(CLOZE, "a {{c1::b}}")
    rows = [
        (gaps, CLOZE, "d"),
        (gaps, CLOZE, "d"),
        (one, BASIC, "d"),
        (note_of(wide, "{{c1::c}}"), wide, "d"),
    ]
    write_table(path, rows, ",")
    raw = path.read_text(encoding="utf-8-sig").splitlines()
    assert raw[6].startswith("#columns:Guid,Note type,Deck,Text,Back Extra,")
    assert raw[6].endswith(",Uid,Field 12,Tags")
    assert {len(row) for row in csv.reader(raw[7:])} == {3 + len(wide.fields) + 1}


def test_markdown_shows_questions_answers_and_sources(tmp_path):
    basic = note_of(
        BASIC,
        "What is *it*?",
        "1. &lt;this&gt;<br>2. that",
        "It is [this].",
        "Title # one",
        "https://example.org/a_b",
        "Causes, p. 2",
        "risk",
    )
    cloze = replace(note_of(CLOZE, "A {{c1::blocks}} B", "", "A blocks B.", "Title # one"), id=2)
    path = tmp_path / "deck.md"
    write_markdown(path, "My_deck", [(basic, BASIC, "My_deck"), (cloze, CLOZE, "My_deck")])
    text = path.read_text("utf-8")
    assert text.startswith("# My\\_deck\n\n## Title \\# one\n\n- **What is \\*it\\*?** *(risk)*  \n")
    assert "  1\\. \\<this\\> / 2. that\n" in text
    assert "  > It is \\[this\\].\n  > (Causes, p. 2, <https://example.org/a_b>)\n" in text
    assert "- **A \\[...\\] B**  \n  blocks\n" in text
    assert text.count("## ") == 1


@given(st.text("*_[]<>#-+1. ab\\`|~", max_size=20))
def test_escaped_text_keeps_its_words(text):
    assert escaped(text).replace("\\", "").replace(" ", "") == text.replace("\\", "").replace(" ", "")
