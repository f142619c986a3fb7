"""Lines of editions: times of change never go back, and grow only when something changed."""

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.editions import ChangeKind, change_of, digest_of, gone, next_line

TEXTS = st.sampled_from(["a", "b", "c"])
TIMES = st.integers(0, 50)


@given(st.lists(st.tuples(TEXTS, TIMES), min_size=1))
def test_who_takes_only_what_is_newer_always_has_the_latest(history):
    before, theirs = None, None
    for digest, edited in history:
        line = next_line(before, "guid", digest, edited)
        assert line[1] == digest
        if before is not None:
            assert line[2] >= before[2]
            assert (line[2] == before[2]) == (digest == before[1])
        # As Anki does: a note that is not newer is left alone.
        if theirs is None or line[2] > theirs[2]:
            theirs = line
        assert theirs[1] == digest
        before = line


@given(TEXTS, TIMES, TEXTS, TIMES)
def test_what_was_withdrawn_and_is_back_is_newer_even_if_it_is_the_same(digest, modified, now, edited):
    before = ("guid", digest, modified, True)
    line = next_line(before, "guid", now, edited)
    assert line[2] > modified
    assert not line[3]
    assert change_of(before, line) is ChangeKind.RETURNED


def test_changes_and_what_is_gone():
    old = ("guid", "x", 5, False)
    assert change_of(None, old) is ChangeKind.ADDED
    assert change_of(old, old) is None
    assert change_of(old, ("guid", "y", 6, False)) is ChangeKind.CHANGED
    assert gone({"a": old, "b": old}, ["b", "c"]) == [old]


@given(st.integers(), st.text(), st.text())
def test_digests_tell_type_fields_and_tags_apart(kind, fields, tags):
    digest = digest_of(kind, fields, tags)
    assert digest == digest_of(kind, fields, tags)
    others = {
        digest_of(kind + 1, fields, tags),
        digest_of(kind, fields + "x", tags),
        digest_of(kind, fields, tags + "x"),
    }
    assert digest not in others
    assert len(others) == 3
