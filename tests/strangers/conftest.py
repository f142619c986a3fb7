"""A file that nobody may read, a server that nobody may ask, and words that try to reach both."""

import sys

import pytest

from tests.strangers.hostile import hostile
from tests.strangers.watching import Listener, Trap

if sys.platform != "linux":
    collect_ignore_glob = ["test_*.py"]  # the kernel is asked which files were read

#: A picture of one point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8"
    "cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def trap(tmp_path, monkeypatch):
    """A picture outside the media folder, in the folder that the program was started in."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "secret.png").write_bytes(PNG)
    monkeypatch.chdir(folder)
    made = Trap(folder / "secret.png")
    yield made
    made.close()


@pytest.fixture
def listener():
    made = Listener()
    yield made
    made.close()


@pytest.fixture
def payloads(trap, listener):
    """Words that reach for that file and that server in every way there is."""
    return hostile(trap.path, listener.port)
