"""What cannot be read is refused with one sentence that names the file."""

from pathlib import Path

import pytest

from flashcards.core.articles import Source, SourceKind
from flashcards.core.errors import CannotRead
from flashcards.reading.files import MAX_BYTES, read_file, read_text

BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\r\n \n", "empty"),
    "mark-only.txt": (b"\xef\xbb\xbf \n", "empty"),
    "zeros.txt": (b"Some text\0\0\0 and more", "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 32)) * 20 + b"\xff\xfe", "binary"),
    "controls.txt": (b"\x01\x02\x03\x04\x05\x06\x07\x08abc", "binary"),
    "numbers.txt": (b"12 34 56\n78", "no words"),
    "wide.txt": ("Sleep helps memory.".encode("utf-16"), "UTF-16"),
    "wide-unmarked.txt": ("Sleep helps memory. " * 5).encode("utf-16-le"),
    "latin.txt": ("Café au lait keeps people awake.".encode("latin-1"), "not UTF-8"),
    "large.txt": (b"word " * (MAX_BYTES // 5 + 1), "larger than 5 MB"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_file(tmp_path: Path, name: str) -> None:
    entry = BAD[name]
    data, word = entry if isinstance(entry, tuple) else (entry, "UTF-16")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CannotRead) as caught:
        read_file(tmp_path / name)
    sentence = str(caught.value)
    assert name in sentence
    assert word in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="no file"):
        read_file(tmp_path / "gone.txt")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="is a folder"):
        read_file(tmp_path)


def test_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Secret words.", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CannotRead, match=r"permission to read secret\.txt"):
        read_file(path)


@pytest.mark.parametrize("text", ["", "  \n ", "\0\0\0abc"])
def test_bad_paste(text: str) -> None:
    with pytest.raises(CannotRead):
        read_text(text, source=Source(SourceKind.PASTE, "The paste"))


def test_byte_order_mark_and_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "tides.md"
    path.write_bytes("\ufeff# Tides\r\n\r\nThe moon pulls the sea.\r\n".encode())
    article = read_file(path)
    assert article.title == "Tides"
    assert [article.quote(b.span) for b in article.blocks] == ["Tides", "The moon pulls the sea."]


def test_title_falls_back_to_the_file_name(tmp_path: Path) -> None:
    path = tmp_path / "glaciers.txt"
    path.write_text("Glaciers carve valleys as they flow slowly downhill.\n", encoding="utf-8")
    assert read_file(path).title == "glaciers"
