"""lint: what is weak about a card, for people and for scripts."""


def test_a_good_card_has_nothing_to_mend(run):
    result = run("lint", "What does ketamine block on nerve cells?", "NMDA receptors")
    assert (result.code, result.out) == (0, "Nothing to mend.\n")


def test_weaknesses_come_as_sentences_with_what_is_better(run):
    out = run("lint", "What does it block", "NMDA receptors").out
    assert "  Weak      The question has no question mark." in out
    assert "  Better    What does it block? / NMDA receptors" in out
    assert "points at something that the card does not name" in " ".join(out.split())


def test_a_text_with_gaps_needs_no_answer(run):
    found = run("lint", "{{c1::Ketamine}} works.", "--json").json
    assert found["type"] == "cloze"
    assert "too little context" in [each["rule"] for each in found["findings"]]


def test_a_card_without_an_answer_is_none(run):
    result = run("lint", "What does ketamine block?")
    assert (result.code, result.out) == (1, "")
    assert result.err == "error: A card needs a question and an answer.\n"
    assert run("lint").code == 2
