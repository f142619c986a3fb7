"""Every kind of card as the real Anki renders it: what stands on each side, without a script, in one style."""

import re
from html import unescape

import pytest

from flashcards.core.drafts import CardType
from flashcards.core.note_types import BUILT_IN, CHOICE, LIST, REVERSED, SEQUENCE, TYPED
from flashcards.services.note_kinds import NoteKind

pytestmark = pytest.mark.anki

SENTENCE = "Step 0 of ketamine raises protein 0 in the brain."


@pytest.fixture
def deck(app, analysed):
    """Writes a card of a type into the deck; gives the ids of its cards."""
    article_id, _changes = app.articles.add(analysed(1))
    (draft,) = app.drafts.of_article(article_id)

    def write(question, answer, kind=CardType.BASIC):
        draft_id, _changes = app.shaping.write(
            article_id, draft.evidence, (kind, question, answer), "Biology"
        )
        note_id = next(each.note_id for each in app.drafts.of_article(article_id) if each.id == draft_id)
        return [card.id for card in app.decks.note_with_cards(note_id)[2]]

    return write


@pytest.fixture
def shown(app, tmp_path, collection, bring_in):
    """Exports and imports the deck; question and answer of every card by ordinal, as HTML without the style sheet."""

    def show():
        app.exchange.export("Biology", tmp_path / "deck.apkg")
        bring_in(collection, tmp_path / "deck.apkg")
        cards = [collection.get_card(each) for each in collection.find_cards("", order="c.ord")]
        return [tuple(_bare(side) for side in (card.question(), card.answer())) for card in cards]

    return show


def _bare(html):
    return re.sub("(?s)<style>.*?</style>", "", html)


def words(html):
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def make_choice(app, ids, wrong):
    """As if the article left three answers that are surely wrong."""
    app.kinds._choices.of_notes = lambda notes: dict.fromkeys(notes, wrong)
    app.kinds.change(ids, NoteKind.CHOICE)


def test_basic(deck, shown):
    deck("What is it?", "This & that")
    ((front, back),) = shown()
    assert words(front) == "mechanism What is it?"
    assert words(back).startswith("mechanism What is it? This & that “Step 0")
    assert "<hr id=" in back


def test_asked_both_ways(app, deck, shown):
    ids = deck("ketamine", "an anaesthetic")
    app.kinds.change(ids, NoteKind.REVERSED)
    one, two = shown()
    assert (words(one[0]), words(two[0])) == ("mechanism ketamine", "mechanism an anaesthetic")
    assert "an anaesthetic" in words(one[1])
    assert words(two[1]).startswith("mechanism an anaesthetic ketamine “Step 0")


def test_a_list_is_a_list(deck, shown):
    deck("Which are they?", "one; two <3; and three", CardType.LIST)
    ((front, back),) = shown()
    assert words(front) == "mechanism · name them all Which are they?"
    assert "<ul><li>one</li><li>two &lt;3</li><li>three</li></ul>" in back


def test_a_sequence_without_its_picture_is_numbered(app, deck, shown):
    app.exchange._extras = lambda note, _kind: (note, {})
    deck("In which order?", "one → two → three", CardType.SEQUENCE)
    ((front, back),) = shown()
    assert words(front) == "mechanism · in order In which order?"
    assert "<ol><li>one</li><li>two</li><li>three</li></ol>" in back


def test_a_sequence_takes_its_picture_along(deck, shown):
    deck("In which order?", "one → two → three", CardType.SEQUENCE)
    ((front, back),) = shown()
    assert "<img" not in front
    assert len(re.findall('<img class="whole" src="flashcards-map-', back)) == 1


def test_one_item_stays_as_it_is(deck, shown):
    deck("Which?", "only one", CardType.LIST)
    ((_front, back),) = shown()
    assert '<div class="answer">only one</div>' in back


def test_choices_stand_on_the_front_and_the_answer_on_the_back(app, deck, shown):
    ids = deck("Which one?", "right & good")
    make_choice(app, ids, ("wrong <1>", "wrong 2", "wrong 3"))
    ((front, back),) = shown()
    items = re.findall("<li>(.*?)</li>", front)
    assert sorted(map(unescape, items)) == sorted(["right & good", "wrong <1>", "wrong 2", "wrong 3"])
    assert '<ol type="A">' in front
    assert '<div class="answer">right &amp; good</div>' in back


def test_an_answer_to_type_is_not_on_the_front_here_or_there(app, deck, shown):
    ids = deck("What is it?", "an answer")
    app.kinds.change(ids, NoteKind.TYPED)
    ((front, back),) = shown()
    assert "an answer" not in words(front)
    assert "[[type:Back]]" in front
    assert "[[type:Back]]" in back
    sides = app.study.show(ids[0]).sides
    assert "an answer" not in sides.front
    assert "an answer" in sides.back


@pytest.mark.parametrize("kind", BUILT_IN, ids=lambda kind: kind.name)
def test_templates_need_no_script_and_reach_nothing(kind):
    for template in kind.templates:
        for side in (template.front, template.back):
            assert "<script" not in side
            assert "http" not in side
            assert template.front != template.back
    assert "@import" not in kind.css
    assert "url(" not in kind.css
    assert kind.css.count("{") == kind.css.count("}")


@pytest.mark.parametrize("night", ["", ".nightMode"])
def test_text_has_contrast_in_light_and_dark(night):
    css = BUILT_IN[0].css
    if night:
        ground = _color(css, r"\.nightMode\.card, \.nightMode \.card", "background")
        texts = [
            _color(css, r"\.nightMode\.card, \.nightMode \.card", "color"),
            _color(css, r"\.nightMode \.role, \.nightMode \.source", "color"),
            _color(css, r"\.nightMode \.cloze, \.nightMode\.card a, \.nightMode \.card a", "color"),
            _color(css, r"\.nightMode \.withdrawn", "color"),
        ]
    else:
        ground = _color(css, r"^\.card", "background")
        texts = [
            _color(css, rf"^{name}", "color")
            for name in (r"\.card", r"\.role", r"\.cloze", r"\.source", r"\.card a", r"\.withdrawn")
        ]
    for text in texts:
        assert _contrast(text, ground) >= 4.5


def _color(css, selector, name):
    rule = re.search(rf"{selector} \{{(.*?)\}}", css, re.DOTALL | re.MULTILINE)[1]
    return re.search(rf"(?<![-\w]){name}: (#[0-9a-f]{{6}})", rule)[1]


def _contrast(one, other):
    lights = sorted(_light(each) for each in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_all_kinds_import_twice_without_a_conflict(app, deck, shown, collection, bring_in, tmp_path):
    deck("a", "b")
    deck("c {{c1::d}} {{c2::e}}", "", CardType.CLOZE)
    deck("f", "g; h", CardType.LIST)
    deck("i", "j → k → l", CardType.SEQUENCE)
    app.kinds.change(deck("m", "n"), NoteKind.REVERSED)
    app.kinds.change(deck("o", "p"), NoteKind.TYPED)
    make_choice(app, deck("q", "r"), ("s", "t", "u"))
    assert len(shown()) == 9
    assert {each.name for each in collection.models.all_names_and_ids()} >= {
        each.name for each in (LIST, SEQUENCE, REVERSED, TYPED, CHOICE)
    }
    log = bring_in(collection, tmp_path / "deck.apkg")
    assert (len(log.duplicate), len(log.new), len(log.conflicting)) == (7, 0, 0)
    assert collection.fix_integrity() == ("Database rebuilt and optimized.", True)


def test_retyping_keeps_the_history_and_can_be_undone(app, deck):
    from flashcards.core.reviews import Rating

    ids = deck("a", "b")
    app.study.answer(ids[0], Rating.GOOD)
    before = app.study.show(ids[0]).card
    done, _changes = app.kinds.change(ids, NoteKind.REVERSED)
    _note, kind, cards = app.decks.note_with_cards(done.notes[0])
    assert (kind.id, [card.ordinal for card in cards]) == (REVERSED.id, [0, 1])
    assert cards[0] == before
    app.history.undo()
    assert len(app.decks.note_with_cards(done.notes[0])[2]) == 1


def test_what_was_handed_out_or_has_gaps_stays(app, deck, tmp_path):
    from flashcards.core.errors import BadInput, NotFound

    handed = deck("a", "b")
    app.exchange.export("Biology", tmp_path / "deck.apkg")
    gaps, fresh = deck("c {{c1::d}}", "", CardType.CLOZE), deck("e", "f")
    done, _changes = app.kinds.change([*handed, *gaps, *fresh], NoteKind.TYPED)
    assert len(done.notes) == 1
    assert sorted(done.left.values()) == [
        "a card with gaps, or of another program, asks in its own way",
        "it was exported for Anki, which would take it for another card",
    ]
    with pytest.raises(BadInput, match="Nothing was changed: it was exported for Anki"):
        app.kinds.change(handed, NoteKind.TYPED)
    with pytest.raises(BadInput, match="surely wrong"):
        app.kinds.change(deck("g", "h"), NoteKind.CHOICE)
    with pytest.raises(NotFound):
        app.kinds.change([9999], NoteKind.TYPED)
