"""Every seed of the fuzzer, and all that it ever found, once more; and some new changes of the seeds each time."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS
from tools.fuzz import FOUND, changed

NAMES = [pytest.param(name, marks=[pytest.mark.model] if name == "generator" else []) for name in TARGETS]


@pytest.mark.parametrize("name", NAMES)
def test_seeds_and_what_was_found(name):
    target = TARGETS[name]()
    found = sorted((FOUND / name).iterdir()) if (FOUND / name).is_dir() else []
    for data in (*target.seeds, *(each.read_bytes() for each in found)):
        begun = time.process_time()
        target.run(data)
        assert time.process_time() - begun < 20


@pytest.mark.parametrize("name", [each for each in TARGETS if each not in ("generator", "package")])
def test_changed_seeds(name):
    """The same changes each time, so that a failure here is a change of the program."""
    target, source = TARGETS[name](), random.Random(name)
    for _time in range(40):
        target.run(changed(source, list(target.seeds)))


@given(st.binary(max_size=200))
def test_any_bytes(data):
    for name in ("clean", "template", "gaps", "typed", "search", "protobuf", "address", "text"):
        TARGETS[name]().run(data)
