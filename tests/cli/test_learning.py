"""The command refit."""

import json

from flashcards.app import open_app
from flashcards.core.changes import Changes
from flashcards.core.drafts import CardType
from flashcards.core.facts import FactKind
from flashcards.core.judgements import Judgement, Verdict
from flashcards.store import judgements as judgements_table


def judged(path, kept, rejected):
    app = open_app(path)
    with app.library.writing("Judge", Changes.DRAFTS) as connection:
        for verdict, count in ((Verdict.KEEP, kept), (Verdict.REJECT, rejected)):
            one = Judgement(
                verdict, FactKind.RISK, CardType.BASIC, "Q?", "A", "Q?", "A", "S.",
                features={f"way {verdict}": 1.0}, judged_at=1,
            )  # fmt: skip
            for _each in range(count):
                judgements_table.add(connection, one)
    app.close()


def test_refit_says_what_it_learned_and_reset_forgets(run, tmp_path):
    library = tmp_path / "l.db"
    judged(library, 12, 15)
    result = run("refit", "--library", library, "--json")
    assert result.code == 0
    assert json.loads(result.out) == {"kept": 12, "rejected": 15, "before": 0.5, "after": 1.0}
    plain = run("refit", "--library", library)
    assert "Learned from 12 kept and 15 rejected drafts" in plain.out
    assert (
        run("refit", "--reset", "--library", library).out == "Drafts are ranked again as the program came.\n"
    )


def test_too_few_decisions_are_one_sentence(run, tmp_path):
    library = tmp_path / "l.db"
    judged(library, 3, 2)
    result = run("refit", "--library", library)
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "error: To learn from your decisions, at least 10 kept and 10 rejected drafts are needed; there are 3 and 2.\n"
    )
