"""Tables of notes as text: what is in which column is found, said otherwise, and imported like a package."""

import pytest
from anki.collection import Collection, ImportCsvRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.core.errors import CannotRead
from flashcards.core.note_types import BASIC, CLOZE
from flashcards.core.packages import Verdict
from flashcards.exchange.text.sniffing import Wanted, rows_of, sniffed


@pytest.fixture
def write(tmp_path):
    def put(text, name="notes.txt", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return put


def layout(text, **said):
    return sniffed(text, "utf-8", Wanted((BASIC, CLOZE), said, "file"))


def pairs(app):
    return [note.fields[:2] for note in app.decks.notes()]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a\tb\nc\td\n", "\t"),
        ("a,b\nc,d\n", ","),
        ("a;b\nc;d\n", ";"),
        ("a|b\nc|d\n", "|"),
        ("one, two\tthree\nfour, five\tsix\n", "\t"),
        ("1,5 kg;heavy\n2,5 kg;heavier\n", ";"),
        ('"a;b",c\n"d;e",f\n', ","),
        ("#separator:pipe\na,b|c\n", "|"),
        ("#separator:,\na;b,c\n", ","),
    ],
)
def test_the_delimiter_is_found(text, delimiter):
    assert layout(text).delimiter == delimiter


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("q\ta\n", ("=Front", "=Back")),
        ("Question,Answer\nq,a\n", ("=Front", "=Back")),
        ("term;definition;tags\nq;a;x\n", ("=Front", "=Back", "tags")),
        ("Frage;Antwort\nq;a\n", ("=Front", "=Back")),
        ("Réponse;Question;Étiquettes\na;q;x\n", ("=Back", "=Front", "tags")),
        ("palabra\ttraducción\nq\ta\n", ("=Front", "=Back")),
        ("Back,Front\na,q\n", ("=Back", "=Front")),
        ("q\ta\tx y\nq2\ta2\tz\n", ("=Front", "=Back", "tags")),
        ("q\ta\tA whole sentence about it, with an end.\n", ("=Front", "=Back", "=Student note")),
        ("#guid column:1\n#tags column:4\n#separator:tab\ng\tq\ta\tt\n", ("guid", "=Front", "=Back", "tags")),
        ("#columns:Back,Front,deck\n#separator:comma\na,q,d\n", ("=Back", "=Front", "deck")),
        (
            "#separator:tab\n#notetype:Nobody's\nq\ta\tA whole sentence, with an end.\n",
            ("=Front", "=Back", "=Student note"),
        ),
        ("#separator:tab\n#guid column:99\n#deck column:x\nq\ta\n", ("=Front", "=Back")),
    ],
)
def test_columns_are_found(text, columns):
    assert layout(text).columns == columns


def test_what_the_user_says_counts_more():
    found = layout(
        "#separator:tab\n#deck:Theirs\nq,a\tb\n",
        separator="comma",
        deck="Mine",
        columns="Back,Front",
        html="true",
    )
    assert (found.delimiter, found.deck, found.columns, found.html) == (
        ",",
        "Mine",
        ("=Back", "=Front"),
        True,
    )


def test_a_field_that_is_not_there_is_refused():
    with pytest.raises(CannotRead, match="no field “Bck”"):
        layout("q\ta\n", columns="Front,Bck")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings(app, bring, write, encoding):
    bring(write("Köln?\tä 🧠\nZürich?\tü\n", encoding=encoding))
    assert pairs(app) == [("Köln?", "ä 🧠"), ("Zürich?", "ü")]


def test_an_old_encoding(app, bring, write):
    bring(write("Köln?\tä\n".encode("cp1252")))
    assert pairs(app) == [("Köln?", "ä")]


def test_cells_over_several_lines_with_quotes(app, bring, write):
    bring(write('"first\nline","say ""hi"""\n"two, too",b\n', "x.csv"))
    assert pairs(app) == [("first<br>line", 'say "hi"'), ("two, too", "b")]


def test_markup_is_text_unless_the_file_says_html(app, bring, write):
    bring(write("1 < 2\ta & b\n", "a.txt"))
    bring(write("x<sub>2</sub>\t<b>y</b>\n", "b.txt"))
    bring(write("#html:true\n#separator:tab\nAT&amp;T\tc\n", "c.txt"))
    assert pairs(app) == [("1 &lt; 2", "a &amp; b"), ("x<sub>2</sub>", "<b>y</b>"), ("AT&amp;T", "c")]


def test_headers_of_anki(app, bring, write):
    text = (
        "#separator:Semicolon\n#html:false\n#deck:Bio::Cells\n#tags:all of them\n#notetype:flashcards basic\n"
        "#guid column:1\n#tags column:4\n# a comment\nguid-1;q;a;own\n"
    )
    bring(write(text))
    (note,) = app.decks.notes()
    assert (note.guid, note.fields[:2], note.tags) == ("guid-1", ("q", "a"), ("all", "of", "them", "own"))
    assert app.decks.names() == ["Bio::Cells"]


def test_deck_and_note_type_by_column(app, bring, write):
    text = "#separator:comma\n#deck column:1\n#notetype column:2\nA,Flashcards Basic,q,a\nB,Flashcards Cloze,{{c1::x}} y,\n"
    bring(write(text))
    assert app.decks.names() == ["A", "B"]
    kinds = {note.note_type_id for note in app.decks.notes()}
    assert kinds == {BASIC.id, CLOZE.id}


def test_corrections_by_guid_change_only_what_the_file_says(app, bring, look, write, stocked_note):
    text = f"#separator:tab\n#guid column:1\n#columns:guid\tBack\n{stocked_note.guid}\tA better answer\n"
    path = write(text)
    seen = look(path)
    assert seen.notes == {Verdict.UPDATED: 1}
    assert seen.examples[0].ours == "protein 0"
    bring(path)
    after = app.decks.note_with_cards(stocked_note.id)[0]
    assert after.fields[1] == "A better answer"
    assert (after.fields[0], after.fields[2:]) == (stocked_note.fields[0], stocked_note.fields[2:])
    assert bring(path).duplicate == 1


@pytest.fixture
def stocked_note(app):
    from tests.conftest import stock

    stock(app, 2)
    return app.decks.notes()[0]


def test_without_guid_a_note_is_known_by_its_first_field(app, bring, write):
    bring(write("q1\ta1\nq2\ta2\n"))
    done = bring(write("q1\tbetter\nq2\ta2\nq3\ta3\n"))
    assert (done.new, done.updated, done.duplicate) == (1, 1, 1)
    assert pairs(app) == [("q1", "better"), ("q2", "a2"), ("q3", "a3")]
    app.history.undo()
    assert pairs(app) == [("q1", "a1"), ("q2", "a2")]


def test_rows_twice_and_rows_of_nothing_are_told(look, write):
    seen = look(write("q\ta\nq\tb\n\tc\n\n"))
    assert {each.reason: each.count for each in seen.skipped} == {
        "row is there twice": 1,
        "row has nothing in its first field": 1,
    }
    assert seen.notes == {Verdict.NEW: 1}


def test_what_quizlet_exports(app, bring, write):
    bring(write("mitochondrion\tpowerhouse of the cell\nribosome\tmakes proteins\n", "tabs.txt"))
    bring(write("hola,hello;adiós,goodbye, or so", "line.txt"))
    assert pairs(app)[2:] == [("hola", "hello"), ("adiós", "goodbye, or so")]


def test_what_mnemosyne_exports(app, bring, write):
    bring(write("What is<br>this?\tan <b>answer</b>\n", "qa.txt"))
    bring(write("The [mitochondrion:organelle] makes [ATP].\n[Water] boils at 100 °C.\n", "sentences.txt"))
    assert pairs(app)[0] == ("What is<br>this?", "an <b>answer</b>")
    assert app.decks.notes()[1].fields[0] == "The {{c1::mitochondrion::organelle}} makes {{c2::ATP}}."
    assert [len(app.decks.note_with_cards(note.id)[2]) for note in app.decks.notes()] == [1, 2, 1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"An article.\n\nWith paragraphs, and so on. More of it; and more.\n", "an article is opened"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 3000, "not a text file"),
        (b"q\ta" + b"x" * 2_000_000 + b"\n", "cannot be read as a table"),
    ],
)
def test_what_is_no_table_is_one_sentence(app, write, dump, data, words):
    before = dump(app)
    with pytest.raises(CannotRead, match=words):
        app.importing.read(write(data))
    assert dump(app) == before


def test_a_formula_of_a_spreadsheet_stays_text(app, bring, write):
    bring(write("=1+1\t@SUM(A1)\n", "x.tsv"))
    assert pairs(app) == [("=1+1", "@SUM(A1)")]


@pytest.mark.anki
def test_what_anki_exports_as_text_comes_in_and_anki_reads_alike(app, student, bring, tmp_path):
    student.add("A::B", Front="q1, with; signs", Back='say "hi"\n<b>x</b>', tags=["t1", "t2"])
    student.add("A::B", Front="q2", Back="a2")
    path = tmp_path / "notes.txt"
    from anki.collection import DeckIdLimit

    student.col.export_note_csv(
        out_path=str(path),
        limit=DeckIdLimit(student.col.decks.id("A::B")),
        with_html=True,
        with_tags=True,
        with_deck=True,
        with_notetype=False,
        with_guid=True,
    )
    bring(path)
    theirs = {note.guid: tuple(note.fields) for note in map(student.col.get_note, student.col.find_notes(""))}
    assert {note.guid: note.fields[:2] for note in app.decks.notes()} == theirs
    assert app.decks.notes()[0].tags == ("t1", "t2")
    assert app.decks.names() == ["A::B"]
    other = Collection(str(tmp_path / "other.anki2"))
    metadata = other.get_csv_metadata(path=str(path), delimiter=None)
    other.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    assert {tuple(other.get_note(each).fields) for each in other.find_notes("")} == set(theirs.values())
    other.close()


_CELLS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=("Cs", "Cc")), max_size=30)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=6), st.sampled_from("\t,;|"))
def test_what_csv_writes_is_read_again(rows, delimiter):
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    found = list(rows_of(out.getvalue(), delimiter, "\n", comments=False))
    assert found == [list(row) for row in rows if any(cell.strip() for cell in row)]
