"""The benchmarks run and measure what they say; how fast is for `make bench`."""

import json
import subprocess
import sys

import pytest

from bench.measure import ROOT, environment, in_child, p99, peak_mb
from bench.start import starts


def test_answering_takes_every_act_in_turn():
    found = in_child("bench.answering", 1000)
    assert {len(found[act]) for act in ("answer", "next", "deck", "left")} == {250}
    assert all(seconds > 0 for seconds in found["answer"])


def test_the_window_is_measured_at_every_act():
    found = in_child("bench.browsing", 2000, 8000)
    assert len(found["acts"]) == 11
    assert all(seconds > 0 for taken in found["acts"].values() for seconds in taken)


@pytest.mark.parametrize("kind", ["bare Qt window with a list", "first painted window"])
def test_a_start_is_measured_until_its_moment(kind, tmp_path):
    wall, cpu, peak = starts(tmp_path / "library.db")[kind]()
    assert cpu > 0
    assert 0 < wall < 60
    assert 20 < peak < 400


def test_every_side_of_the_export_writes_its_file(tmp_path, monkeypatch):
    from bench import export
    from bench.libraries import make_library

    library = tmp_path / "library.db"
    make_library(library, 200, 1)
    monkeypatch.setattr(export, "_NOTES", 200)
    for side in export.SIDES:
        assert export.measure(side, library)["wall"] > 0


def test_an_unknown_bench_is_refused_in_one_line():
    command = [sys.executable, "-m", "bench", "nonsense"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert (
        "there is no bench called nonsense; there are start, answering, browsing, generation, export, importing, reading, "
        "scheduling" in done.stderr
    )


def test_rows_come_as_json():
    command = [sys.executable, "-m", "bench", "generation", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=True)
    ours, bare = json.loads(done.stdout)
    assert ours["ratio"] > 1
    assert bare["ratio"] is None
    assert ours["unit"] == bare["unit"] == "words/s"


def test_percentiles_and_memory():
    assert p99(list(range(1, 1001))) == pytest.approx(990, abs=1)
    assert 10 < peak_mb() < 4000


def test_the_files_to_read_are_as_large_as_they_say(tmp_path, qapp):
    from bench.reading import write_page, write_pdf
    from flashcards.reading.files import read_file

    write_page(tmp_path / "a.html")
    assert 1_000_000 <= (tmp_path / "a.html").stat().st_size < 1_100_000
    write_pdf(tmp_path / "a.pdf")
    article = read_file(tmp_path / "a.pdf")
    assert len(article.pages) == 200
    assert len(article.text) > 500_000
