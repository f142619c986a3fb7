"""retype: cards that ask in another way."""


def test_cards_can_be_asked_both_ways_and_back(run, library):
    card = next(each for each in run("cards", "is:new", "--library", library, "--json").json)["card"]
    found = run("retype", "reversed", card, "--library", library, "--json").json
    assert (found["kind"], len(found["notes"]), found["left"]) == ("reversed", 1, [])
    result = run("retype", "basic", card, "--library", library)
    assert (result.code, result.out) == (0, "1 note now asks as “basic”.\n")


def test_what_cannot_be_done_is_said(run, library):
    result = run("retype", "nonsense", 1, "--library", library)
    assert result.code == 2
    assert "none of basic, reversed" in result.err
    assert run("retype", "typed", 999999, "--library", library).err == "error: There is no card 999999.\n"
    result = run("retype", "basic", 1, "--library", library)
    assert result.code == 1
    assert result.err.startswith("error: Nothing was changed: ")
