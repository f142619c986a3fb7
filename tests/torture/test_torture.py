"""A thousand kills, every statement of every migration."""

import pytest

from flashcards.store.migrations import REVISIONS
from tests.store.interruptions import cut_off_at_every_statement
from tests.store.kills import ACTIVITIES, kill_again_and_again

pytestmark = pytest.mark.timeout(3600)

#: For each of eight activities: 1,040 points in all.
ROUNDS = 130


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_killed_at_random_points(child, tmp_path, activity):
    assert kill_again_and_again(child, tmp_path, activity, ROUNDS, seed=11)


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_every_migration_cut_off_at_every_statement(child, tmp_path, revision):
    assert cut_off_at_every_statement(child, tmp_path, revision, first=1, step=1) > 20
