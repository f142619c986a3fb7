"""Write cards for every article of the development set and score them: `make evaluate`.

The articles are those in evaluation/ and those of the set that stands with its scorer beside the project in ../shared;
without the scorer there is nothing to do. One article can be named, with `-v` to list its flagged cards and missed
facts; `--cards` prints the cards themselves.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SHARED = ROOT.parent / "shared"
OWN = ROOT / "evaluation"


def main() -> int:
    """Generate, then hand over to the scorer."""
    parser = argparse.ArgumentParser(description="Score the generator on the development articles.")
    parser.add_argument("names", nargs="*", help="articles, such as seed or 03 or m58859 (default: all)")
    parser.add_argument("--cards", action="store_true", help="print the cards")
    parser.add_argument("--out", type=Path, help="keep the cards as JSON in this folder")
    parser.add_argument("-v", action="store_true", help="list flagged cards and missed facts")
    options = parser.parse_args()
    scorer = SHARED / "tools" / "score.py"
    if not scorer.exists():
        print(f"The development articles are not in {SHARED.name}/ beside the project.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "articles")
        data.mkdir()
        for path in (*(SHARED / "articles").iterdir(), *OWN.glob("*.txt"), *OWN.glob("*.json")):
            shutil.copy(path, data)
        out = options.out or Path(folder, "cards")
        out.mkdir(parents=True, exist_ok=True)
        for name, text in _texts(data).items():
            if not options.names or name in options.names:
                cards = _cards(name, text)
                (out / f"{name}.json").write_text(json.dumps({"cards": cards}, ensure_ascii=False, indent=1))
                if options.cards:
                    _show(name, cards)
        command = [sys.executable, str(scorer), "--dir", str(out), "--data", str(data), "--spacy"]
        return subprocess.run([*command, *(["-v"] if options.v else [])], check=False).returncode


def _texts(data: Path) -> dict[str, str]:
    """The articles by name, the textbook modules by id."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(data.glob("*.txt"))}
    for line in (data / "openstax.jsonl").read_text(encoding="utf-8").splitlines():
        module = json.loads(line)
        texts[module["id"]] = module["text"]
    return texts


def _cards(name: str, text: str) -> list[dict[str, object]]:
    """The cards of one text, in order of rank."""
    from flashcards.analysis.pipeline import find_facts
    from flashcards.cli.records import draft_record
    from flashcards.core.articles import Source, SourceKind
    from flashcards.reading.files import read_text
    from flashcards.writing.pipeline import write

    article = read_text(text, source=Source(SourceKind.FILE, name))
    drafts = [each.draft for each in write(article, find_facts(article)) if not each.gate]
    return [draft_record(each, article) for each in drafts]


def _show(name: str, cards: list[dict[str, object]]) -> None:
    """The cards to read, one by one."""
    print(f"== {name}: {len(cards)} cards")
    for card in cards:
        print(f"[{card['role']}/{card['type']}{' hedged' if card['hedged'] else ''}] {card['question']}")
        print(f"    -> {card['answer']}")
        print(f"    << {card['evidence']}")


if __name__ == "__main__":
    sys.exit(main())
