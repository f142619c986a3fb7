"""Files that are no article: one sentence each, exit code 1, and no library made."""

import pytest


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "bad.txt is empty."),
        (b" \n\n\t", "bad.txt is empty."),
        (b"\x7fELF\x00\x01\x02" * 50, "bad.txt is a binary file, not text."),
        (b"caf\xe9 au lait", "bad.txt is not UTF-8 text; save it as UTF-8 and try again."),
        (b"a" * (5 * 1024 * 1024 + 1), "bad.txt is larger than 5 MB, the most that an article may have."),
        (None, "bad.txt is a folder, not an article."),
    ],
)
@pytest.mark.parametrize("command", [("draft",), ("explain",), ("make", "--deck", "D")])
def test_one_sentence(run, tmp_path, content, sentence, command):
    path = tmp_path / "bad.txt"
    path.mkdir() if content is None else path.write_bytes(content)
    result = run(*command, path, "--library", tmp_path / "new.db")
    assert (result.code, result.out, result.err) == (1, "", f"error: {sentence}\n")
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_file(run, tmp_path):
    path = tmp_path / "absent.txt"
    assert run("draft", path).err == f"error: There is no file {path}.\n"
