"""The long forms of the tests with faults: only `make torture` collects them. The figures are in docs/reliability.md."""

import os

from tests.store.conftest import child, outcome

collect_ignore_glob = [] if os.environ.get("FLASHCARDS_TORTURE") else ["test_*.py"]

__all__ = ["child", "outcome"]
