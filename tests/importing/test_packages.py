"""Packages of the real Anki, in every layout, come in whole; again and again they change nothing."""

import json
import time
import zipfile
from datetime import UTC
from pathlib import Path

import genanki
import pytest

from flashcards.app import open_app
from flashcards.core.changes import Changes
from flashcards.core.errors import CannotRead
from flashcards.core.packages import Verdict
from flashcards.core.reviews import CardState, ReviewKind
from tests.importing.making import PNG, Student, col_json, rewritten, set_col_json

pytestmark = pytest.mark.anki
LAYOUTS = ["latest", "legacy", "colpkg", "legacy colpkg"]


def exported(student, tmp_path, layout="latest", **options):
    if "colpkg" in layout:
        return student.export_all(tmp_path / "all.colpkg", legacy="legacy" in layout)
    return student.export(tmp_path / "deck.apkg", legacy=layout == "legacy", **options)


def all_cards(app):
    """Every card with its note, by the note's first field."""
    return {
        note.fields[0]: card
        for note in app.decks.notes()
        for card in app.decks.note_with_cards(note.id)[2]
        if card.ordinal == 0
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_notes_decks_tags_types_and_media_arrive(app, student, bring, tmp_path, layout):
    student.media("x.png")
    student.add("A::B", Front='one <img src="x.png">', Back="back", tags=["t1", "t2::sub"])
    student.add("C", kind="Cloze", Text="{{c1::gap::hint}} and {{c2::other}}")
    student.add_type(
        "Mine", ["Word", "Sense"], [("To", "{{Word}}", "{{Sense}}"), ("Fro", "{{Sense}}", "{{Word}}")]
    )
    student.add("C", kind="Mine", Word="w", Sense="s")
    done = bring(exported(student, tmp_path, layout))
    assert (done.new, done.cards, done.media) == (3, 5, 1)
    assert {"A::B", "C"} <= set(app.decks.names())
    notes = {note.fields[0]: note for note in app.decks.notes()}
    first = notes['one <img src="x.png">']
    assert (first.tags, first.fields[1]) == (("t1", "t2::sub"), "back")
    assert first.guid == student.cards("one")[0].note().guid
    _note, mine, cards = app.decks.note_with_cards(notes["w"].id)
    assert (mine.name, mine.css, [each.name for each in mine.fields]) == (
        "Mine",
        ".card { color: red }",
        ["Word", "Sense"],
    )
    assert [each.name for each in mine.templates] == ["To", "Fro"]
    assert json.loads(mine.extra)["latexPost"] == "\\end{document}"
    assert [card.ordinal for card in cards] == [0, 1]
    theirs = student.col.models.by_name("Mine")
    assert mine.id == theirs["id"]
    assert [each.id for each in mine.fields] == [each["id"] for each in theirs["flds"]]
    assert app.media.read("x.png") == PNG


@pytest.mark.parametrize("layout", ["latest", "legacy"])
def test_every_state_arrives_with_its_memory(app, student, bring, tmp_path, layout):
    for name in ("new", "learning", "review", "relearning", "suspended", "buried", "flagged"):
        student.add(Front=name, Back="b")
    ids = {card.note()["Front"]: card.id for card in student.cards()}
    student.answer(ids["learning"], 3)
    for name in ("review", "relearning", "suspended", "buried", "flagged"):
        student.answer(ids[name], 4)
    # An answer of today may not be the lapse: Anki keeps the card in review otherwise.
    student.col.db.execute("UPDATE revlog SET id = id - 86400000 * 20 WHERE cid = ?", ids["relearning"])
    student.col.db.execute("UPDATE cards SET due = 0, ivl = 10 WHERE id = ?", ids["relearning"])
    student.answer(ids["relearning"], 1)
    student.col.sched.suspend_cards([ids["suspended"]])
    student.col.sched.bury_cards([ids["buried"]])
    student.col.set_user_flag_for_cards(3, [ids["flagged"]])
    bring(exported(student, tmp_path, layout))
    ours = all_cards(app)
    today = app.calendar.day_of(app.clock())
    for name, card_id in ids.items():
        theirs, mine = student.col.get_card(card_id), ours[name]
        assert int(mine.memory.state) == theirs.type, name
        assert (mine.memory.reps, mine.memory.lapses) == (theirs.reps, theirs.lapses), name
        if theirs.memory_state:
            assert mine.memory.stability == pytest.approx(theirs.memory_state.stability, abs=1e-3), name
            assert mine.memory.difficulty == pytest.approx(theirs.memory_state.difficulty, abs=1e-3), name
        if theirs.type == 2:
            assert mine.memory.due_day - today == theirs.due - student.col.sched.today, name
            assert mine.memory.interval == theirs.ivl, name
        if theirs.type in (1, 3):
            assert mine.memory.due_at == theirs.due * 1000, name
    assert ours["new"].memory.state is CardState.NEW
    assert ours["suspended"].suspended
    assert ours["buried"].buried_until == today + 1
    assert ours["flagged"].flag == 3
    assert ours["learning"].memory.step == 1
    assert not ours["new"].suspended


def test_without_progress_every_card_is_new(app, student, bring, tmp_path):
    student.add(Front="q", Back="a")
    student.answer(student.cards()[0].id, 4)
    done = bring(exported(student, tmp_path), progress=False)
    assert (done.cards, done.answers) == (1, 0)
    (card,) = all_cards(app).values()
    assert card.memory.state is CardState.NEW
    assert app.statistics.summary().answers == 0


def test_answers_arrive_once_and_replay_to_the_same_memory(app, student, bring, tmp_path):
    student.add(Front="q", Back="a")
    card_id = student.cards()[0].id
    for ease in (3, 3):
        student.answer(card_id, ease)
    student.col.db.execute("UPDATE revlog SET id = id - 86400000 * 9")
    student.col.db.execute(
        "UPDATE cards SET due = 0, data = json_set(data, '$.lrt', json_extract(data, '$.lrt') - 777600)"
    )
    student.answer(card_id, 2)
    path = exported(student, tmp_path)
    assert bring(path).answers == 3
    assert bring(path).answers == 0
    (card,) = all_cards(app).values()
    assert card.memory.reps == 3
    with app.library.reading() as connection:
        from flashcards.store import reviews

        log = reviews.of_card(connection, card.id)
    assert [each.at for each in log] == [
        row[0] for row in student.col.db.all("SELECT id FROM revlog ORDER BY id")
    ]
    assert [each.kind for each in log] == [ReviewKind.LEARN, ReviewKind.LEARN, ReviewKind.REVIEW]
    assert [each.elapsed_days for each in log] == [0, 0, 9]
    replayed = app.study.replayed(card.id)
    theirs = student.col.get_card(card_id).memory_state
    assert replayed.stability == pytest.approx(theirs.stability, abs=1e-3)
    assert replayed.difficulty == pytest.approx(theirs.difficulty, abs=1e-3)
    assert (replayed.due_day, replayed.interval) == (card.memory.due_day, card.memory.interval)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_second_import_changes_nothing(app, student, bring, dump, tmp_path, layout):
    student.media("x.png")
    for number in range(4):
        student.add("A::B", Front=f'q{number} <img src="x.png">', Back="a")
    student.answer(student.cards()[0].id, 3)
    path = exported(student, tmp_path, layout)
    bring(path)
    before = dump(app)
    done = bring(path)
    assert (done.new, done.updated, done.duplicate, done.cards, done.answers, done.media) == (
        0,
        0,
        4,
        0,
        0,
        0,
    )
    assert dump(app) == before


def test_an_import_is_one_step_back(app, student, bring, dump, tmp_path):
    student.add(Front="q", Back="a")
    student.answer(student.cards()[0].id, 3)
    before = dump(app)
    bring(exported(student, tmp_path))
    assert app.history.undo_label == "Import deck.apkg"
    after = dump(app)
    app.history.undo()
    assert dump(app) == before
    app.history.redo()
    assert dump(app) == after


def test_a_preview_writes_nothing_and_tells_what_would_be(app, student, bring, look, dump, tmp_path):
    for name in ("same", "changed there", "changed here"):
        student.add(Front=name, Back="a")
    bring(exported(student, tmp_path))
    time.sleep(1.1)  # Anki dates notes by the second
    there = student.col.get_note(student.col.find_notes("front:changed*there")[0])
    there["Back"] = "new answer"
    student.col.update_note(there)
    student.add("Other", Front="added", Back="a")
    path = exported(student, tmp_path)
    here = next(note for note in app.decks.notes() if note.fields[0] == "changed here")
    time.sleep(1.1)
    app.decks.edit_note(here.id, ("changed here", "my own"))
    before = dump(app)
    seen = look(path)
    assert dump(app) == before
    assert seen.notes == {Verdict.NEW: 1, Verdict.UPDATED: 1, Verdict.DUPLICATE: 1, Verdict.CONFLICTING: 1}
    assert (seen.cards, seen.decks) == (1, (("Other", 1),))
    assert seen.conflicts == {"it was changed here since": 1}
    changed = next(each for each in seen.examples if each.verdict is Verdict.UPDATED)
    assert (changed.ours, changed.text) == ("a", "changed there: new answer")
    done = bring(path)
    assert (done.new, done.updated, done.duplicate, done.conflicting) == (1, 1, 1, 1)
    fields = {note.fields[0]: note.fields[1] for note in app.decks.notes()}
    assert fields["changed there"] == "new answer"
    assert fields["changed here"] == "my own"


def test_own_tags_survive_an_update(app, student, bring, tmp_path):
    student.add(Front="q", Back="a", tags=["theirs"])
    bring(exported(student, tmp_path))
    with app.library.writing("", Changes.NOTES) as connection:
        connection.exec_driver_sql("UPDATE notes SET tags = 'mine theirs'")
    time.sleep(1.1)
    note = student.col.get_note(student.col.find_notes("")[0])
    note["Back"], note.tags = "b", ["theirs", "more"]
    student.col.update_note(note)
    bring(exported(student, tmp_path))
    (ours,) = app.decks.notes()
    assert (ours.fields[1], ours.tags) == ("b", ("mine", "theirs", "more"))


def test_a_changed_template_comes_along_and_a_changed_field_makes_a_type_of_its_own(
    app, student, bring, tmp_path
):
    student.add_type("Mine", ["Word", "Sense"], [("To", "{{Word}}", "{{Sense}}")])
    student.add(kind="Mine", Word="w", Sense="s")
    bring(exported(student, tmp_path))
    time.sleep(1.1)
    models = student.col.models
    kind = models.by_name("Mine")
    kind["tmpls"][0]["qfmt"] = "Say {{Word}}"
    models.update_dict(kind)
    bring(exported(student, tmp_path))
    (note,) = app.decks.notes()
    assert app.decks.note_with_cards(note.id)[1].templates[0].front == "Say {{Word}}"
    time.sleep(1.1)
    kind = models.by_name("Mine")
    models.add_field(kind, models.new_field("Third"))
    models.update_dict(kind)
    student.add(kind="Mine", Word="w2", Sense="s2", Third="t2")
    done = bring(exported(student, tmp_path))
    assert (done.new, done.conflicting) == (1, 1)
    types = {note.fields[0]: app.decks.note_with_cards(note.id)[1] for note in app.decks.notes()}
    assert (types["w"].name, types["w2"].name) == ("Mine", "Mine (3 fields)")
    assert bring(exported(student, tmp_path)).new == 0


def test_a_preset_comes_with_its_deck_and_overwrites_none(app, student, bring, tmp_path):
    student.add("Mine", Front="q", Back="a")
    decks = student.col.decks
    preset = decks.add_config_returning_id("Hard")
    conf = decks.get_config(preset)
    conf["desiredRetention"], conf["new"]["delays"], conf["new"]["perDay"] = 0.85, [3.0, 20.0], 7
    conf["newMix"], conf["easyDaysPercentages"] = 2, [1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0]
    decks.update_config(conf)
    decks.set_config_id_for_deck_dict(decks.by_name("Mine"), preset)
    for layout in ("latest", "legacy"):
        bring(exported(student, tmp_path, layout))
        name, settings = app.presets.of_deck("Mine")
        assert (name, settings.desired_retention, settings.learning_steps) == ("Hard", 0.85, (3, 20))
        assert (settings.new_per_day, settings.new_when.value) == (7, "before")
        assert settings.easy_days == (1, 1, 1, 1, 1, 0.5, 0)
        app.history.undo()
    app.presets.change("Hard", {"new_per_day": "3"})
    bring(exported(student, tmp_path))
    assert app.presets.of_deck("Mine")[1].new_per_day == 3


def test_a_card_of_sm2_gets_the_memory_that_anki_would_give(app, student, bring, tmp_path):
    student.col.set_config("fsrs", False)
    student.add(Front="q", Back="a")
    card = student.cards()[0]
    card.type, card.queue, card.ivl, card.due, card.factor, card.reps = 2, 2, 30, 5, 2300, 4
    student.col.update_card(card)
    bring(exported(student, tmp_path))
    (ours,) = all_cards(app).values()
    from fsrs_rs_python import FSRS

    wanted = FSRS([]).memory_state_from_sm2(2.3, 30, 0.9)
    assert ours.memory.stability == pytest.approx(wanted.stability, rel=1e-4)
    assert ours.memory.difficulty == pytest.approx(wanted.difficulty, abs=1e-3)


def test_what_genanki_writes_comes_in(app, bring, tmp_path):
    model = genanki.Model(
        1607392319,
        "Simple",
        fields=[{"name": "Question"}, {"name": "Answer"}],
        templates=[{"name": "Card 1", "qfmt": "{{Question}}", "afmt": "{{FrontSide}}<hr>{{Answer}}"}],
    )
    deck = genanki.Deck(2059400110, "Country::Capitals")
    for number in range(3):
        deck.add_note(genanki.Note(model=model, fields=[f"q{number}", "a"], tags=["x"]))
    picture = tmp_path / "pixel.png"
    picture.write_bytes(PNG)
    package = genanki.Package(deck)
    package.media_files = [str(picture)]
    path = tmp_path / "genanki.apkg"
    package.write_to_file(path)
    done = bring(path)
    assert (done.new, done.cards, done.media) == (3, 3, 1)
    assert app.decks.names() == ["Country::Capitals"]
    assert bring(path).duplicate == 3


def test_media_of_the_same_name_and_other_content_gets_a_name_of_its_own(app, student, bring, tmp_path):
    student.media("x.png")
    student.add(Front='<img src="x.png">', Back="a")
    app.media.path.mkdir(parents=True)
    (app.media.path / "x.png").write_bytes(PNG + b"other")
    path = exported(student, tmp_path)
    for _time in range(2):
        bring(path)
        names = sorted(each.name for each in app.media.path.iterdir())
        (other,) = [name for name in names if name != "x.png"]
        assert other.startswith("x-")
        (note,) = app.decks.notes()
        assert note.fields[0] == f'<img src="{other}">'
    assert (app.media.path / "x.png").read_bytes() == PNG + b"other"
    assert (app.media.path / other).read_bytes() == PNG


def test_only_whole_names_of_media_change(app, student, bring, tmp_path):
    student.media("x.png")
    student.media("max.png", PNG + b"2")
    student.add(Front='<img src="x.png"><img src="max.png"><img src=x.png> x.png [sound:x.png]', Back="a")
    app.media.path.mkdir(parents=True)
    (app.media.path / "x.png").write_bytes(PNG + b"other")
    bring(exported(student, tmp_path))
    (note,) = app.decks.notes()
    other = next(each.name for each in app.media.path.glob("x-*.png"))
    assert note.fields[0] == (
        f'<img src="{other}"><img src="max.png"><img src={other}> x.png [sound:{other}]'
    )


def test_fitted_parameters_are_taken_over_by_a_library_without_answers(app, student, bring, tmp_path):
    from flashcards.study.scheduler import DEFAULT_PARAMETERS

    fitted = [round(each * 1.05, 4) for each in DEFAULT_PARAMETERS]
    absurd = [1e9] * 21
    student.add("Mine", Front="q", Back="a")
    student.answer(student.cards()[0].id, 3)
    path = exported(student, tmp_path, "legacy")

    def with_parameters(values):
        def change(connection):
            presets = json.loads(connection.execute("SELECT dconf FROM col").fetchone()[0])
            for preset in presets.values():
                preset["fsrsParams6"] = values
            connection.execute("UPDATE col SET dconf = ?", (json.dumps(presets),))

        return rewritten(path, tmp_path / "fitted.apkg", change)

    bring(with_parameters(absurd))
    assert app.optimiser.parameters() == DEFAULT_PARAMETERS
    app.history.undo()
    bring(with_parameters(fitted))
    assert app.optimiser.parameters() == pytest.approx(fitted)
    app.history.undo()
    assert app.optimiser.parameters() == DEFAULT_PARAMETERS


def test_a_note_without_a_card_stays_out(app, student, bring, look, tmp_path):
    student.add(Front="q1", Back="a")
    student.add(Front="q2", Back="a")
    path = exported(student, tmp_path, "legacy")

    def lose(connection):
        connection.execute("DELETE FROM cards WHERE nid = (SELECT max(id) FROM notes)")

    lost = rewritten(path, tmp_path / "lost.apkg", lose)
    assert [each.reason for each in look(lost).skipped] == ["note has no card"]
    assert bring(lost).new == 1
    assert len(app.decks.notes()) == 1


def test_the_first_schedulers_three_buttons_become_four(app, student, bring, tmp_path):
    student.add(Front="q", Back="a")
    for ease in (1, 3):
        student.answer(student.cards()[0].id, ease)
    path = exported(student, tmp_path, "legacy")

    def first_scheduler(connection):
        connection.execute("UPDATE col SET conf = json_remove(conf, '$.schedVer', '$.sched2021')")
        connection.execute("UPDATE revlog SET ease = 2 WHERE ease = 3")

    bring(rewritten(path, tmp_path / "old.apkg", first_scheduler))
    (card,) = all_cards(app).values()
    with app.library.reading() as connection:
        from flashcards.store import reviews

        assert [int(each.rating) for each in reviews.of_card(connection, card.id)] == [1, 3]


def test_stopping_changes_nothing_and_leaves_nothing(app, student, dump, tmp_path):
    from flashcards.core.errors import Cancelled
    from flashcards.core.progress import Cancel

    student.media("x.png")
    for number in range(300):
        student.add(Front=f'q{number} <img src="x.png">', Back="a")
    before = dump(app)
    cancel = Cancel()
    path = exported(student, tmp_path)
    incoming = app.importing.read(path)
    cancel.set()
    with pytest.raises(Cancelled):
        app.importing.read(path, cancel=cancel)

    with pytest.raises(Cancelled):
        app.importing.bring(incoming, with_progress=True, cancel=cancel)
    late = Cancel()

    def stop_late(_share, stage):
        if stage == "storing media":
            late.set()

    with pytest.raises(Cancelled):
        app.importing.bring(incoming, with_progress=True, report=stop_late, cancel=late)
    incoming.close()
    assert dump(app) == before
    assert app.media.path.exists() is False
    assert [each.name for each in tmp_path.joinpath("here").glob(".flashcards-import*")] == []
    assert app.history.undo_label == ""


def test_a_disk_that_fails_in_the_middle_of_the_media_leaves_none(
    app, student, bring, dump, tmp_path, monkeypatch
):
    for number in range(4):
        student.media(f"x{number}.png", PNG + bytes([number]))
        student.add(Front=f'<img src="x{number}.png">', Back="a")
    path = exported(student, tmp_path)
    before = dump(app)
    moved = []
    real = Path.replace

    def fail_at_the_third(self, target):
        moved.append(target)
        if len(moved) == 3:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_the_third)
    with pytest.raises(OSError, match="No space"):
        bring(path)
    monkeypatch.undo()
    assert dump(app) == before
    assert list(app.media.path.iterdir()) == []
    assert bring(path).media == 4


def test_fonts_and_logos_of_a_note_type_come_and_go_with_it(app, student, bring, tmp_path):
    font = b"wOF2" + bytes(40)
    for name, data in (
        ("_font.woff2", font),
        ("_logo.png", PNG),
        ("_unused.woff2", font),
        ("script.ttf", b"var x"),
    ):
        student.media(name, data)
    student.add_type(
        "Styled",
        ["Front", "Back"],
        [("Card 1", "<img src=_logo.png>{{Front}}", "{{Back}}")],
        css='@font-face { font-family: own; src: url("_font.woff2"); } .card { font-family: own; }',
    )
    student.add(kind="Styled", Front='q <img src="script.ttf">', Back="a")
    done = bring(student.export_all(tmp_path / "all.colpkg"))
    assert done.media == 3
    assert app.media.read("_font.woff2") == font
    summary, _changes = app.exchange.export("Biology", tmp_path / "back.apkg")
    assert summary.media == app.exchange.preview("Biology").media == 2
    with zipfile.ZipFile(tmp_path / "back.apkg") as archive:
        assert set(json.loads(archive.read("media")).values()) == {"_font.woff2", "_logo.png"}


def test_the_first_deck_keeps_its_name_and_words_about_decks_stay(app, student, bring, tmp_path):
    student.add("Default", Front="one", Back="b")
    student.add("Other", Front="two", Back="b")
    for name in ("Default", "Other"):
        deck = student.col.decks.by_name(name)
        deck["desc"] = f"<b>{name}</b>"
        student.col.decks.update(deck)
    bring(student.export_all(tmp_path / "all.colpkg", legacy=True))
    other = Student(tmp_path / "other")
    for name in ("Default", "Other"):
        app.exchange.export(name, tmp_path / f"{name}.apkg")
        other.bring(tmp_path / f"{name}.apkg")
    assert sorted(each.name for each in other.col.decks.all_names_and_ids()) == ["Default", "Other"]
    assert other.col.decks.by_name("Other")["desc"] == "<b>Other</b>"
    other.close()


ODD = {
    "numbers with a point": ("models", lambda kind: kind.update(type=float(kind["type"]))),
    "numbers as text": ("models", lambda kind: kind.update(type=str(kind["type"]), mod=str(kind["mod"]))),
    "only what is needed": (
        "models",
        lambda kind: [kind.pop(name) for name in ("req", "sortf", "did", "usn", "mod", "latexPre", "tags") if name in kind],
    ),
    "fields without numbers": ("models", lambda kind: [each.pop("ord") for each in kind["flds"] + kind["tmpls"]]),
    "decks without presets": ("decks", lambda deck: deck.update(conf=None)),
    "presets of nothing": ("dconf", lambda preset: preset.update(new=None, rev=3, lapse=[])),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_what_older_programs_wrote_in_their_own_way_comes_in(app, student, bring, tmp_path, name):
    student.add(Front="one", Back="b", tags=["t"])
    student.add("Sub::Deck", kind="Cloze", Text="{{c1::x}} {{c2::y}}")
    student.answer(student.cards("one")[0].id, 4)
    column, change = ODD[name]

    def write(connection):
        values = col_json(connection, column)
        for each in values.values():
            change(each)
        set_col_json(connection, column, values)
        connection.execute("UPDATE notes SET tags = trim(tags)")
        connection.execute("DROP TABLE graves")

    path = student.export(tmp_path / "deck.apkg", legacy=True)
    done = bring(rewritten(path, tmp_path / "odd.apkg", write))
    assert (done.new, done.cards, done.answers) == (2, 3, 1)
    assert app.decks.names() == ["Biology", "Sub::Deck"]
    assert [card.memory.state for card in all_cards(app).values()] == [CardState.REVIEW, CardState.NEW]


def test_a_deck_file_brings_note_types_of_strangers_along(app, student, bring, look, tmp_path):
    """Out as JSON and back into another library: templates, style, fields with their fonts, decks inside decks."""
    student.add_type(
        "Mine", ["A", "B"], [("To", "{{A}}", "{{B}}"), ("Fro", "{{B}}", "{{A}}")], css=".card { color: teal }"
    )
    kind = student.col.models.by_name("Mine")
    kind["flds"][0]["font"], kind["latexPre"] = "Courier", "pre"
    student.col.models.update_dict(kind)
    student.add_type("Gaps", ["Text"], [("Gap", "{{cloze:Text}}", "{{cloze:Text}}")], kind=1)
    student.add("Biology", kind="Mine", tags=["t"], A="<b>one</b>", B="two")
    student.add("Biology::Cells", kind="Gaps", Text="{{c1::x}} and {{c3::y}}")
    bring(student.export(tmp_path / "deck.apkg"))
    app.exchange.export("Biology", tmp_path / "deck.json")
    other = open_app(tmp_path / "there" / "library.db", app.clock, undo=True, zone=UTC)
    incoming = other.importing.read(tmp_path / "deck.json")
    try:
        done, _changes = other.importing.bring(incoming, with_progress=False)
    finally:
        incoming.close()
    assert (done.new, done.cards) == (2, 4)

    def held(one):
        found = {}
        for deck in ("Biology", "Biology::Cells"):
            for note in one.decks.notes(deck):
                _note, kind, cards = one.decks.note_with_cards(note.id)
                found[note.guid] = (note.fields, note.tags, kind, deck, [card.ordinal for card in cards])
        return found

    assert held(other) == held(app)
    other.close()
    again = look(tmp_path / "deck.json")
    assert not again.changes
    assert {each.reason for each in again.examples} == {""}


@pytest.mark.parametrize(
    "types",
    [
        3,
        [3],
        [{}],
        [{"id": 1, "name": "x"}],
        [{"id": 1, "name": "x", "fields": [], "templates": []}],
        [{"id": "x", "name": "x", "fields": [{"name": "A"}], "templates": [{"front": "{{A}}", "back": ""}]}],
        [{"id": 1, "name": "x", "fields": ["A"], "templates": [{"front": "{{A}}", "back": ""}]}],
    ],
)
def test_note_types_of_a_deck_file_that_are_none_are_one_sentence(app, bring, dump, tmp_path, types):
    path = tmp_path / "deck.json"
    note = {"guid": "g", "type": "x", "type_id": 1, "role": "risk", "tags": [], "fields": {"A": "q"}}
    content = {"format": "flashcards-deck", "version": 1, "deck": "D", "types": types, "notes": [note]}
    path.write_text(json.dumps(content), "utf-8")
    before = dump(app)
    with pytest.raises(CannotRead, match=r"^deck\.json is not a readable deck file\.$"):
        bring(path)
    assert dump(app) == before
