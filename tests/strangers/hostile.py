"""Words of strangers that want something."""

_MARKS = (
    "<img src='file://{file}'>",
    "<img src='{file}'>",
    "<img src='secret.png'>",
    "<img src=' secret.png '><img src='./secret.png'><img src='%73ecret.png'>",
    "<img src='http://{host}/a.png' srcset='http://{host}/b.png 2x' onerror='alert(1)'>",
    "<img src='//{host}/c.png'><img src='\\\\\\\\{host}\\\\c.png'>",
    "<body background='{file}'><table background='{file}'><tr><td background='http://{host}/d'>x</td></tr></table>",
    "<div style=\"background-image:url('{file}');list-style-image:url(http://{host}/e)\">x</div>",
    "<style>@import url('http://{host}/f.css'); @import '{file}'; body {{ background: url({file}) }}</style>",
    "<link rel='stylesheet' href='{file}'><link rel='stylesheet' href='http://{host}/g.css'>",
    "<script>fetch('http://{host}/h')</script><script src='http://{host}/i.js'></script>",
    "<iframe src='file://{file}'></iframe><object data='{file}'></object><embed src='http://{host}/j'>",
    "<video src='http://{host}/k' poster='{file}' autoplay></video><audio src='{file}' autoplay></audio>",
    "<svg><image href='{file}'/><use href='http://{host}/l#x'/></svg>",
    "<meta http-equiv='refresh' content='0;url=http://{host}/m'><base href='http://{host}/'>",
    "<a href='javascript:fetch(1)' ping='http://{host}/n'>x</a><a href='file://{file}'>y</a>",
    "<p title='<img src={file}>' onmouseover='alert(1)'>x</p>",
    "<form action='http://{host}/o'><input type=image src='{file}'></form>",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file://{file}'>]><a>&b;</a>",
    "[sound:{file}] [sound:|touch x] [latex]\\input{{{file}}}[/latex] [$]\\write18{{x}}[/$]",
    "&lt;img src='{file}'&gt;",
)

#: Cells that a spreadsheet would compute.
FORMULAS = (
    '=HYPERLINK("http://127.0.0.1/","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
)

#: What takes a renderer long, or all its memory.
HEAVY = (
    "<table><tr><td>" * 30,
    "<div>" * 20_000,
    "<b><i><u>" * 5_000,
    "<table>" + "<tr><td colspan=99999 rowspan=99999>x</td></tr>" * 500 + "</table>",
    "x" * 1_000_000,
    "م" * 150_000,
    "&amp;" * 60_000,
    "a" + "\u0301" * 150_000,
    "<span style='font-size:999999pt'>x</span>" * 300,
    "<ol start=2000000000 type=i><li>x</ol>" * 300,
    "<ul>" * 5_000 + "x",
)


def hostile(file, port):
    """Marks that reach for a file on this computer and for a server on it."""
    return [each.format(file=file, host=f"127.0.0.1:{port}") for each in _MARKS]
