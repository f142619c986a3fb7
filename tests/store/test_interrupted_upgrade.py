"""A migration that is cut off leaves the old library or the new one, after a backup; `make torture` at every statement."""

import sys

import pytest

from flashcards.store.migrations import REVISIONS
from tests.store.interruptions import cut_off_at_every_statement

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX processes")


@pytest.mark.parametrize(("revision", "step"), [(REVISIONS[0], 23), (REVISIONS[-2], 7)])
def test_a_migration_cut_off_leaves_old_or_new(child, tmp_path, revision, step):
    assert cut_off_at_every_statement(child, tmp_path, revision, first=3, step=step) > 2
