"""What the marks of a web page say about the text inside them: tags, roles and names of classes."""

import re
from collections.abc import Mapping

#: Never shown as text, or no text at all.
UNSEEN = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "canvas", "audio", "video",
    "svg", "map", "datalist", "select", "textarea", "rt", "rp", "annotation", "annotation-xml", "head",
    "title",
})  # fmt: skip

#: A new block begins and ends with these.
BLOCKS = frozenset({
    "html", "body", "main", "article", "section", "div", "p", "blockquote", "pre", "h1", "h2", "h3", "h4",
    "h5", "h6", "ul", "ol", "menu", "dir", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody",
    "tfoot", "tr", "td", "th", "figure", "figcaption", "nav", "aside", "header", "footer", "form",
    "fieldset", "legend", "address", "details", "summary", "dialog", "hr", "center", "hgroup", "search",
    "button", "option",
})  # fmt: skip

#: Headings by their level; the term of a definition heads what is said of it.
HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"dt": 6}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
#: What stands in these is not shaped by what stands round them.
FRESH = LISTS | {"dl", "dd", "table", "td", "th", "caption", "figcaption", "aside", "nav"}

#: Parts of a page that are not the article, whatever they hold.
TAGS = {
    "nav": "menu",
    "menu": "menu",
    "aside": "aside",
    "footer": "page end",
    "form": "form",
    "button": "form",
    "dialog": "box",
    "search": "form",
    "figcaption": "figure",
    "caption": "table",
}
_ROLES = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "banner": "page head",
    "complementary": "aside",
    "contentinfo": "page end",
    "search": "form",
    "form": "form",
    "dialog": "box",
    "alertdialog": "box",
    "doc-toc": "menu",
    "doc-footnote": "footnote",
    "doc-endnotes": "footnote",
    "doc-endnote": "footnote",
    "doc-bibliography": "references",
    "doc-index": "index",
    "doc-pagelist": "menu",
}
#: Kinds that books in EPUB give to their parts.
_BOOK = {
    "toc": "menu",
    "landmarks": "menu",
    "page-list": "menu",
    "lot": "menu",
    "loi": "menu",
    "footnote": "footnote",
    "footnotes": "footnote",
    "rearnote": "footnote",
    "rearnotes": "footnote",
    "endnote": "footnote",
    "endnotes": "footnote",
    "bibliography": "references",
    "index": "index",
    "copyright-page": "imprint",
    "colophon": "imprint",
    "titlepage": "imprint",
    "halftitlepage": "imprint",
    "dedication": "imprint",
    "acknowledgments": "biography",
}
#: Names that sites give to boxes round the article. A wrong guess is taken back where it would hide much of
#: a page (`html.py`), so common words may stand here.
_NAMES = {
    "menu": "nav navbar navigation menu breadcrumb breadcrumbs toc tableofcontents pagination pager skip sitenav "
    "topnav subnav megamenu catlinks navbox",
    "page head": "masthead topbar siteheader",
    "page end": "footer sitefooter colophon",
    "aside": "sidebar rail infobox callout",
    "teaser": "related recommended recommendations recirc teaser teasers trending popular readmore morelinks "
    "mostread outbrain taboola",
    "newsletter": "newsletter subscribe subscription signup paywall",
    "share box": "share sharing social sharebar addtoany sharedaddy",
    "box": "cookie cookies consent gdpr modal popup overlay toast banner notice",
    "advertisement": "ad ads advert adverts advertisement advertising sponsor sponsored promo promotion adslot",
    "comments": "comments comment commentlist disqus respond",
    "biography": "authorbio authorbox bio aboutauthor",
    "references": "references reflist bibliography citations",
    "footnote": "footnotes footnote endnotes",
    "figure": "caption wp-caption-text figcaption credit",
    "hidden": "sr-only srtext visually-hidden screen-reader-text noprint",
}  # fmt: skip
_BY_NAME = {name: reason for reason, names in _NAMES.items() for name in names.split()}
#: A name whose last word is one of these only says that something else has a box: "has-sidebar".
_LAYOUT = re.compile(r"^(?:has|with|no|without|is|js|page|post|layout|col|grid|theme)-")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\b(?:reference|footnote|noteref|fn-?ref|citation)\b", re.IGNORECASE)

#: Too large, or too much the article itself, to be judged by a name.
_UNNAMED = frozenset({"html", "body", "main", "article", "h1", "tr", "td", "th"})


def stated_reason(tag: str, attributes: Mapping[str, str]) -> str:
    """Why an element is not the article, by what HTML itself says about it; else empty."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return "hidden"
    if _HIDDEN_STYLE.search(attributes.get("style", "")):
        return "hidden"
    for role in attributes.get("role", "").split():
        if role in _ROLES:
            return _ROLES[role]
    for kind in attributes.get("epub:type", "").split():
        if kind in _BOOK:
            return _BOOK[kind]
    return TAGS.get(tag, "")


def guessed_reason(tag: str, attributes: Mapping[str, str]) -> str:
    """Why an element is probably not the article, by the names its maker gave it; else empty."""
    if tag in _UNNAMED or tag not in BLOCKS:
        return ""
    for name in f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split():
        if name in _BY_NAME:
            return _BY_NAME[name]
        if _LAYOUT.match(name):
            continue
        words = re.split(r"[-_:]+", name)
        # The head of a compound stands last ("article-share"), sometimes first ("share-bar").
        for word in (words[-1], words[0], "".join(words)):
            if word in _BY_NAME:
                return _BY_NAME[word]
    return ""


def is_note_mark(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is the small number that points to a footnote or a reference."""
    if attributes.get("role") == "doc-noteref" or attributes.get("epub:type") == "noteref":
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return tag == "sup" and bool(_NOTE_MARK.search(names.replace("_", " ")))
