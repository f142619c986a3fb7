"""The language model's files are those that the generator was made with, to the last byte.

Its numbers decide what the cards say, and a model's files can hold more than numbers; so they are compared with
a digest before they are loaded. The lock file holds the digest of the archive that they came in.
"""

from hashlib import sha256
from pathlib import Path

from flashcards.core.errors import FlashcardsError

#: Of en_core_web_sm 3.8.0 without its named entities, which are not loaded.
DIGEST = "63bf772c8e64b613935f9217cd7219713743f533ad4a5c2b757bf9f2e35e36ec"
_NOT_LOADED = "ner"


def check_files(folder: Path, digest: str = DIGEST) -> None:
    """Raise `FlashcardsError` unless the files in the model's folder are the known ones; some 50 ms."""
    if digest_of(folder) != digest:
        raise FlashcardsError(
            "The language model's files are not those that belong to this version; install Flashcards' libraries anew."
        )


def digest_of(folder: Path) -> str:
    """One digest of the names and contents of all files that are loaded."""
    whole = sha256()
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name.partition("/")[0] != _NOT_LOADED:
            whole.update(name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return whole.hexdigest()
