"""Files in every format, made of blocks of text: small, but as real programs write them."""

import html
import io
import zipfile
from xml.sax.saxutils import escape

from flashcards.core.articles import BlockKind

#: Widths of Helvetica's letters in thousandths of the letter height (Adobe's font metrics), space first.
_WIDTHS = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
]  # fmt: skip

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts, **options):
    """A ZIP archive of parts by name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, stored)
    return data.getvalue()


def html_of(blocks, head="", around=("", "")):
    """A web page; blocks are (kind, level, text)."""
    body = "\n".join(_element(*each) for each in blocks)
    return f"<!DOCTYPE html><html><head>{head}</head><body>{around[0]}{body}{around[1]}</body></html>"


def _element(kind, level, text):
    inner = html.escape(text, quote=False)
    if kind is BlockKind.HEADING:
        return f"<h{level or 2}>{inner}</h{level or 2}>"
    if kind is BlockKind.LIST_ITEM:
        return "<ul>" * max(1, level) + f"<li>{inner}</li>" + "</ul>" * max(1, level)
    if kind is BlockKind.TABLE_ROW:
        return (
            "<table><tr>"
            + "".join(f"<td>{cell}</td>" for cell in inner.strip("| ").split(" | "))
            + "</tr></table>"
        )
    return f"<p>{inner}</p>"


def docx_of(blocks, extra="", core="", parts=None):
    """A Word document with heading and list styles."""
    body = "".join(_paragraph(*each) for each in blocks) + extra
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in range(1, 7)
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>',
        }
        | (parts or {})
    )


def _paragraph(kind, level, text):
    mark = ""
    if kind is BlockKind.HEADING:
        mark = f'<w:pStyle w:val="H{level or 2}"/>'
    elif kind is BlockKind.LIST_ITEM:
        mark = f'<w:numPr><w:ilvl w:val="{max(0, level - 1)}"/><w:numId w:val="1"/></w:numPr>'
    # Word parts runs wherever it likes.
    middle = len(text) // 2
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for part in (text[:middle], text[middle:])
    )
    return f"<w:p><w:pPr>{mark}</w:pPr>{runs}</w:p>"


def epub_of(chapters, metadata="<dc:title>A book</dc:title>", parts=None, ncx=False):
    """A book; chapters are (title, HTML)."""
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    links = "".join(
        f'<li><a href="text/c%20{n}.xhtml#top"><span>{escape(t)}</span></a></li>'
        for n, (t, _) in enumerate(chapters)
    )
    points = "".join(
        f'<navPoint><navLabel><text>{escape(t)}</text></navLabel><content src="text/c%20{n}.xhtml"/></navPoint>'
        for n, (t, _) in enumerate(chapters)
    )
    contents = (
        {
            "OEBPS/toc.ncx": f'<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://example.org/ncx.dtd"><ncx><navMap>{points}</navMap></ncx>'
        }
        if ncx
        else {
            "OEBPS/nav.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol>{links}</ol></nav></body></html>'
        }
    )
    items += (
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        if ncx
        else '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"OEBPS/text/c {n}.xhtml": text for n, (_, text) in enumerate(chapters)},
        }
        | contents
        | (parts or {})
    )


def width(text, size):
    """The width of a text in Helvetica, in points."""
    return sum(_WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else 556 for c in text) * size / 1000


class Pdf:
    """A PDF with text in Helvetica, line by line where it is put; bold is Helvetica-Bold."""

    def __init__(self):
        self.pages = []

    def page(self):
        """Begin a page of 612 x 792 points."""
        self.pages.append([])

    def line(self, x, y, text, size=10, bold=False):
        """A line of text from x, y on."""
        plain = text.encode("cp1252", "replace").decode("cp1252")
        escaped = plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.pages[-1].append(f"BT /F{2 if bold else 1} {size} Tf {x:.2f} {y:.2f} Td ({escaped}) Tj ET")

    def bytes(self, about="", extra=""):
        """The file."""
        kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(self.pages)))
        objects = [
            f"<< /Type /Catalog /Pages 2 0 R {extra}>>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        ]
        for n, lines in enumerate(self.pages):
            content = "\n".join(lines)
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
                f" /Contents {6 + 2 * n} 0 R >>"
            )
            size = len(content.encode("cp1252"))
            objects.append(f"<< /Length {size} >>\nstream\n{content}\nendstream")
        objects.append(f"<< {about} >>")
        data, places = b"%PDF-1.4\n", []
        for number, each in enumerate(objects, 1):
            places.append(len(data))
            data += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
        return (
            data
            + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(data)}\n%%EOF".encode()
        )


def wrapped(text, size, most):
    """The lines of a text no wider than `most` points."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) > most and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def pdf_of(blocks, columns=1, head="", about=""):
    """A typeset PDF: headings larger and bold, items with bullets, in columns, with page numbers."""
    pdf = Pdf()
    size, leading, gutter, edge, top, foot = 10, 12, 20, 72, 710, 80
    measure = (612 - 2 * edge - gutter * (columns - 1)) / columns
    place = [0, 0.0]  # column, height

    def turn():
        place[0] += 1
        if not pdf.pages or place[0] >= columns:
            pdf.page()
            place[0] = 0
            number = len(pdf.pages)
            pdf.line(300, 40, f"{number}", 9)
            if head:
                pdf.line(edge, 750, head, 9)
        place[1] = top

    turn()
    for kind, level, text in blocks:
        heading = kind is BlockKind.HEADING
        letters = (18 if level == 1 else 13) if heading else size
        indent = 14.0 * max(1, level) if kind is BlockKind.LIST_ITEM else 0.0
        place[1] -= 10 if heading else 6
        for n, line in enumerate(wrapped(text, letters * (1.06 if heading else 1), measure - indent)):
            if place[1] < foot:
                turn()
            x = edge + place[0] * (measure + gutter)
            if indent and n == 0:
                pdf.line(x + indent - 10, place[1], "\u2022", letters)
            pdf.line(x + indent, place[1], line, letters, bold=heading)
            place[1] -= leading * letters / size
    return pdf.bytes(about)
