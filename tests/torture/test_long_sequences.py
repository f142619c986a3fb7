"""The long forms of tests/services/test_any_sequence (400 stories of up to 50 steps) and test_log_and_clock (2 × 1,500)."""

import os

import pytest

from tests.services.test_any_sequence import AnyOwner
from tests.services.test_log_and_clock import AnyClock, AnyClocks

pytestmark = [
    pytest.mark.skipif(not os.environ.get("FLASHCARDS_TORTURE"), reason="only in make torture"),
    pytest.mark.timeout(3600),
]
TestLongSequences = AnyOwner.TestCase
TestAnyClock = AnyClock.TestCase
TestAnyClocks = AnyClocks.TestCase
