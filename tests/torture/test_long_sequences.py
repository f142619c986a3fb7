"""The long form of tests/services/test_any_sequence: 400 stories of up to 50 steps."""

import os

import pytest

from tests.services.test_any_sequence import AnyOwner

pytestmark = [
    pytest.mark.skipif(not os.environ.get("FLASHCARDS_TORTURE"), reason="only in make torture"),
    pytest.mark.timeout(3600),
]
TestLongSequences = AnyOwner.TestCase
