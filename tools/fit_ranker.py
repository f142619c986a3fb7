"""Fit the ranking's weights on the development articles and write flashcards/writing/weights.py.

The articles are those in evaluation/ and those beside the project in ../shared, whose scorer it needs. A card counts
as wanted when the scorer says that it covers a gold fact. `--check` only prints how well weights
fitted on the other articles rank the cards of each one (area under the curve, 0.5 is chance).
"""

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SHARED = ROOT.parent / "shared"

from flashcards.writing.fitting import Judged, chance, fit  # noqa: E402

OPTIONAL = 0.6


def main() -> int:
    """Fit, check, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="leave one article out at a time; write nothing")
    options = parser.parse_args()
    scorer = _scorer()
    folders = (SHARED / "articles", ROOT / "evaluation")
    articles = {path.stem: path for folder in folders for path in sorted(folder.glob("*.txt"))}
    judged = {name: _judged(path, scorer) for name, path in articles.items()}
    if options.check:
        areas = []
        for name, cards in judged.items():
            rest = [card for other, cards_ in judged.items() if other != name for card in cards_]
            areas.append(_area(cards, fit(rest, {})))
            print(f"{name}: {areas[-1]:.3f} over {len(cards)} cards")
        print(f"mean {sum(areas) / len(areas):.3f}")
        return 0
    weights = fit([card for cards in judged.values() for card in cards], {})
    _write(weights, sum(map(len, judged.values())))
    return 0


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    if spec is None or spec.loader is None or not (SHARED / "tools" / "score.py").exists():
        sys.exit(f"The development articles are not in {SHARED.name}/ beside the project.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _judged(path: Path, scorer: ModuleType) -> list[Judged]:
    """Every card of an article that passes the gates, judged by the scorer."""
    from flashcards.analysis.pipeline import find_facts
    from flashcards.cli.records import draft_record
    from flashcards.reading.files import read_file
    from flashcards.writing.pipeline import considered

    article = read_file(path)
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    core = {fact["id"] for fact in gold["facts"] if fact.get("core", True)}
    passed = [each for each in considered(article, find_facts(article)) if not each.candidate.gate]
    cards = [draft_record(each.candidate.draft, article) for each in passed]
    details = [scorer.score([card], gold, article.text)["_detail"]["cards"][0] for card in cards]
    found = []
    for each, detail in zip(passed, details, strict=True):
        weight = OPTIONAL if detail["facts"] and not core & set(detail["facts"]) else 1.0
        found.append(Judged(each.features, float(bool(detail["facts"])), weight))
    return found


def _area(cards: list[Judged], weights: dict[str, float]) -> float:
    """How often a wanted card ranks above one that is not."""
    good = [chance(card.features, weights) for card in cards if card.wanted]
    bad = [chance(card.features, weights) for card in cards if not card.wanted]
    wins = sum((a > b) + 0.5 * (a == b) for a in good for b in bad)
    return wins / max(1, len(good) * len(bad))


def _write(weights: dict[str, float], count: int) -> None:
    lines = "\n".join(f'    "{name}": {value},' for name, value in sorted(weights.items()))
    (ROOT / "flashcards" / "writing" / "weights.py").write_text(
        '"""The ranking\'s weights: see features.py for what they weigh.\n\n'
        f"Fitted by tools/fit_ranker.py on {count} cards of the development articles.\n"
        '"""\n\n'
        "#: By feature; a card's score is the logistic function of their sum.\n"
        f"WEIGHTS: dict[str, float] = {{\n{lines}\n}}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(main())
