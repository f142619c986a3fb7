"""The language of searches: what a query means, and the one sentence for those that mean nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BadInput
from flashcards.core.query import All, Condition, Not, OneOf, Property, Text, parse

A, B, C = Text("a"), Text("b"), Text("c")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", All()),
        ("  ", All()),
        ("a", A),
        ("a b", All((A, B))),
        ("a or b", OneOf((A, B))),
        ("a b or c", OneOf((All((A, B)), C))),
        ("a (b or c)", All((A, OneOf((B, C))))),
        ("a(b or c)", All((A, OneOf((B, C))))),
        ("-a", Not(A)),
        ("-(a b)", Not(All((A, B)))),
        ("a -b", All((A, Not(B)))),
        ('"in the brain"', Text("in the brain", phrase=True)),
        ('-"in the brain"', Not(Text("in the brain", phrase=True))),
        ("oracle organ", All((Text("oracle"), Text("organ")))),
        ("A OR B", OneOf((Text("A"), Text("B")))),
        ("deck:Biology", Condition("deck", "Biology")),
        ('deck:"My deck"', Condition("deck", "My deck")),
        ("DECK:x", Condition("deck", "x")),
        ("-tag:leech", Not(Condition("tag", "leech"))),
        ("role:RISK", Condition("role", "risk")),
        ("is:due", Condition("is", "due")),
        ("flag:1", Condition("flag", "1")),
        ("rated:7", Condition("rated", "7")),
        ("rated:7:1", Condition("rated", "7", 1)),
        ("added:3", Condition("added", "3")),
        ("prop:s<10", Property("s", "<", 10.0)),
        ("prop:r>=0.8", Property("r", ">=", 0.8)),
        ("prop:due=-3", Property("due", "=", -3.0)),
        ("https://x.org/a", Text("https://x.org/a", phrase=True)),
        ("well-known", Text("well-known")),
    ],
)
def test_what_a_query_means(query, tree):
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("(a", "bracket of the search is never closed"),
        ("a)", "bracket of the search closes that was never opened"),
        ('"a', "quotation mark of the search is never closed"),
        ('deck:"a', "quotation mark of the search is never closed"),
        ("a or", "missing before or after"),
        ("or a", "missing before or after"),
        ("colour:red", "knows no “colour:”; it knows deck:, tag:"),
        ('deck:""', "missing after “deck:”"),
        ("is:lost", "knows no “is:lost”; it is one of new, learn"),
        ("role:villain", "it is one of mechanism"),
        ("flag:9", "a whole number from 0 to 7 is needed"),
        ("rated:x", "a whole number from 1 to 36500"),
        ("rated:3:5", "from 1 to 4"),
        ("prop:x<3", "one of s, d, r, ivl, due, reps, lapses, a sign and a number"),
        ("prop:s", "cannot be read"),
        ("card:-1", "a whole number is needed"),
        ("(" * 60 + "a" + ")" * 60, "nested too deeply"),
    ],
)
def test_what_means_nothing(query, problem):
    with pytest.raises(BadInput, match=problem):
        parse(query)


@given(st.text(alphabet='ab:()-" orpis<0.8decktag', max_size=40))
def test_any_text_is_a_query_or_one_sentence(query):
    problem = refusal(query)
    assert problem == "" or problem.endswith(".")


def refusal(query):
    try:
        parse(query)
    except BadInput as problem:
        return str(problem)
    return ""
