"""Drawings of strangers: what is left of them, and what is refused."""

import time
from xml.etree import ElementTree

import pytest

from flashcards.exchange.anki.importing.drawings import is_drawing, redrawn
from flashcards.gui.widgets.drawings import painted, with_drawings
from tests.importing.making import PNG

HEAD = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
)
GOOD = (
    b'<?xml version="1.0"?><!-- drawn --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
    + HEAD
    + b'<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
    b'<rect id="r" width="20" height="10" style="fill: url(#g); stroke: black"/><use xlink:href="#r"/>'
    b"<text x='1' y='9'>hi <tspan>you</tspan> there</text></svg>"
)


def test_shapes_texts_and_references_stay():
    drawn = redrawn(GOOD)
    root = ElementTree.fromstring(drawn)
    assert [each.tag.rpartition("}")[2] for each in root.iter()] == [
        *("svg", "defs", "linearGradient", "stop", "rect", "use", "text", "tspan")
    ]
    assert "".join(root.itertext()) == "hi you there"
    assert root.find("{*}rect").attrib["fill"] == "url(#g)"
    assert redrawn(drawn) == drawn == redrawn(GOOD), "the same bytes each time, so that it is known again"


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b"<style>@import 'http://127.0.0.1/x.css'; rect { fill: url(http://127.0.0.1/) }</style>",
        b"<image xlink:href='file:///etc/passwd' width='9' height='9'/>",
        b"<foreignObject><iframe src='http://127.0.0.1/'/></foreignObject>",
        b"<use xlink:href='http://127.0.0.1/x.svg#a'/><use href='file:///etc/passwd'/>",
        b"<rect onload='alert(1)' onclick='alert(1)' fill='url(http://127.0.0.1/x)' width='1' height='1'/>",
        b"<rect style='fill: url(\"file:///etc/passwd\"); background: url(x)' width='1' height='1'/>",
        b"<rect xmlns='http://evil' fill='red'/><filter id='f'><feGaussianBlur stdDeviation='99999'/></filter>",
        b"<a xlink:href='javascript:alert(1)'><rect width='1' height='1'/></a><animate attributeName='x'/>",
    ],
)
def test_what_could_run_or_load_is_gone(inside):
    drawn = redrawn(HEAD + inside + b"</svg>").decode().replace("http://www.w3.org", "").lower()
    for bad in (
        "script",
        "import",
        "http",
        "file",
        "passwd",
        "frame",
        "onload",
        "onclick",
        "filter",
        "image",
        "animate",
    ):
        assert bad not in drawn


BOMB = b"".join(
    b'<g id="g%d"><use xlink:href="#g%d"/><use xlink:href="#g%d"/></g>' % (n, n - 1, n - 1)
    for n in range(1, 40)
)


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + b"<text>&b;</text></svg>",
        b'<!DOCTYPE svg SYSTEM "x" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + HEAD
        + b"<text>&x;</text></svg>",
        HEAD + b'<g id="g0"><rect/></g>' + BOMB + b"</svg>",
        HEAD + b'<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g></svg>',
        HEAD + b'<pattern id="a"/><linearGradient id="g" xlink:href="#g"/></svg>',
        HEAD + b"<g>" * 5000 + b"</g>" * 5000 + b"</svg>",
        HEAD + b"<rect",
        HEAD + b"<rect/>" * 30_000 + b"</svg>",
        b"<svg " + b"x" * 3_000_000,
        b"<html><svg/></html>",
        PNG,
        b"",
    ],
)
def test_what_is_refused(data):
    begun = time.process_time()
    assert redrawn(data) is None
    assert time.process_time() - begun < 2


def test_a_drawing_is_known_by_its_beginning():
    assert is_drawing(GOOD)
    assert is_drawing(b"\xef\xbb\xbf\n<svg>")
    assert not is_drawing(b"<p><svg>")


@pytest.mark.anki
def test_a_drawing_comes_in_and_is_painted(app, student, bring, qapp, tmp_path):
    student.media("picture.svg", GOOD)
    student.add(Front='<img src="picture.svg">', Back="a")
    done = bring(student.export(tmp_path / "drawn.apkg"))
    assert done.media == 1
    assert app.media.read("picture.svg") == redrawn(GOOD)
    assert with_drawings(app.media.read)("picture.svg").startswith(PNG[:8])
    assert bring(student.export(tmp_path / "again.apkg")).media == 0


def test_what_is_no_drawing_is_not_painted(qapp):
    assert painted(b"<svg") == painted(b"") == b""
    assert with_drawings(lambda _name: PNG)("x.png") == PNG
