"""A thousand kills, every statement of every migration, two thousand power cuts."""

import pytest

from flashcards.store.migrations import REVISIONS
from tests.store import power_runs
from tests.store.interruptions import cut_off_at_every_statement
from tests.store.kills import ACTIVITIES, kill_again_and_again

pytestmark = pytest.mark.timeout(3600)

#: For each of nine activities: 1,170 points in all.
ROUNDS = 130


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_killed_at_random_points(child, tmp_path, activity):
    assert kill_again_and_again(child, tmp_path, activity, ROUNDS, seed=11)


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_every_migration_cut_off_at_every_statement(child, tmp_path, revision):
    assert cut_off_at_every_statement(child, tmp_path, revision, first=1, step=1) > 20


def test_a_thousand_power_cuts_while_studying(outcome, tmp_path):
    folder = tmp_path / "recorded"
    folder.mkdir()
    assert power_runs.study(outcome, folder, 1000) > 900


def test_five_hundred_power_cuts_while_importing(outcome, tmp_path):
    folder = tmp_path / "recorded"
    folder.mkdir()
    assert power_runs.imports(outcome, folder, 500) == {0, 150}


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_sixty_power_cuts_in_every_migration(outcome, tmp_path, revision):
    folder = tmp_path / "recorded"
    folder.mkdir()
    assert power_runs.migration(outcome, folder, revision, 60) == {revision, REVISIONS[-1]}
