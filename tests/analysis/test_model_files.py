"""The language model is loaded only if its files are the known ones."""

import pytest

from flashcards.analysis.model_files import check_files, digest_of
from flashcards.core.errors import FlashcardsError


def test_a_changed_byte_a_new_name_and_a_file_too_many_are_noticed(tmp_path):
    (tmp_path / "parser").mkdir()
    (tmp_path / "parser" / "model").write_bytes(b"numbers")
    known = digest_of(tmp_path)
    check_files(tmp_path, known)
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"not loaded")
    check_files(tmp_path, known)
    for act in (
        lambda: (tmp_path / "parser" / "model").write_bytes(b"numbert"),
        lambda: (tmp_path / "parser" / "model").rename(tmp_path / "parser" / "other"),
        lambda: (tmp_path / "more").write_bytes(b""),
    ):
        act()
        with pytest.raises(FlashcardsError, match=r"not those that belong to this version"):
            check_files(tmp_path, known)


@pytest.mark.model
def test_the_installed_model_is_the_known_one():
    from flashcards.analysis.model import language

    assert language().meta["version"] == "3.8.0"
