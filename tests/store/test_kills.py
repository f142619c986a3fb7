"""Killed at random points of every activity; `make torture` does it a thousand times."""

import sys

import pytest

from tests.store.kills import ACTIVITIES, kill_again_and_again

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_whatever_is_killed_leaves_all_that_was_done_and_nothing_half(child, tmp_path, activity):
    assert kill_again_and_again(child, tmp_path, activity, rounds=4, seed=7)
