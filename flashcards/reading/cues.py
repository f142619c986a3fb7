"""The wording by which a block gives itself away as not part of the article."""

import re

_I = re.IGNORECASE

#: A block that begins like this is junk for the reason given, whatever follows.
OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "teaser",
        re.compile(
            r"\W*(?:related (?:articles?|stor(?:y|ies)|posts?|reading|topics?|links?)\b|related:"
            r"|also (?:check|read|see)\b"
            r"|see also\b|read (?:more|next|also|on)\b|you (?:may|might) also (?:like|enjoy|be)"
            r"|more (?:from|on this|stories)\b"
            r"|most (?:read|popular|viewed|shared)\b|recommended (?:for you|reading|stories|articles)"
            r"|up next\b|next up\b"
            r"|don['’]t miss\b|trending\b|keep reading\b|further reading\b|editor['’]s picks?\b"
            r"|popular (?:posts|stories)\b"
            r"|next (?:review|article|story|post)\s*:|previous (?:article|post)\b|link to learning\b"
            r"|watch\s*:|listen\s*:)",
            _I,
        ),
    ),
    (
        "newsletter",
        re.compile(
            r"\W*(?:(?:we|this (?:site|website|page)) uses? cookies\b|sign up\b"
            r"|subscribe\b|join (?:\d|our|us|the|over|more than)|get (?:the"
            r"|our) (?:latest|morning|weekly|daily|best)|get the [\w ]{2,30} (?:weekly|daily|newsletter|briefing)\b"
            r"|enter your e-?mail|newsletter\b|never miss\b|liked this\b|enjoy(?:ed|ing)? this\b"
            r"|did you (?:enjoy|like|find)\b"
            r"|was this (?:page|article|helpful)|got (?:another|a) question\b|rate (?:it|this)\b"
            r"|support (?:us|our)\b|donate\b|subscribers (?:can |may )?(?:read|get|enjoy|have)\b"
            r"|this (?:feature|article|essay|story|piece) (?:first|originally) appeared\b)",
            _I,
        ),
    ),
    (
        "byline",
        re.compile(
            r"(?:By|Written by|Words by|Story by|(?:Medically )?[Rr]eviewed by) [A-Z][\w.'’-]+ [A-Z][\w.'’-]+[^.!?]{0,70}$"
        ),
    ),
    (
        "share box",
        re.compile(
            r"\W*(?:save|share|tweet|pin|print|e-?mail|like|bookmark)"
            r"(?:\W+(?:save|share|tweet|pin|post|print|e-?mail|like|bookmark|comment|copy link|listen))+\W*$"
            r"|\W*(?:share (?:this|on|via|it)\b|follow us\b|tweet\b|pin it\b|copy link\b|email this\b"
            r"|print (?:this|page)"
            r"|facebook\b|twitter\b|cite this\b|report an error|\d+\s?(?:k )?(?:shares|comments"
            r"|likes)\b|leave a (?:comment|reply))",
            _I,
        ),
    ),
    (
        "disclaimer",
        re.compile(
            r"\W*(?:(?:medical )?disclaimer\b|this (?:article|page|leaflet|content|information|text"
            r"|site|website) "
            r"(?:is|serves|does|should|was|has been)\b|(?:the|all) (?:content|contents"
            r"|information) (?:of|on|in) this\b"
            r"|(?:©|\(c\)|copyright\b)|all rights reserved|conflicts? of interest|competing interests"
            r"|funding\s*:"
            r"|[\w ]{2,40} does not (?:provide|offer|give|constitute) (?:\w+ )?(?:medical|health|professional|legal) advice\b"
            r"|not medical advice|always consult\b|views expressed\b|licen[cs]e\s*:|terms of (?:use"
            r"|service)|privacy (?:policy|notice))",
            _I,
        ),
    ),
    (
        "helpline",
        re.compile(
            r"\W*if you (?:are|or someone|feel|need|have thoughts).{0,80}(?:crisis|helpline|hotline"
            r"|suicid)",
            _I,
        ),
    ),
    (
        "biography",
        re.compile(
            r"\W*(?:about the (?:author|writer|editor)s?\b|(?:written|reviewed|edited|posted|published"
            r"|updated|fact[- ]checked)"
            r" (?:by|on|in)\b|by (?:our|the) [\w ]{3,40}(?:correspondent|staff|team|editor|desk"
            r"|reporter)|medically reviewed\b"
            r"|last (?:updated|reviewed|modified)\b|published\s*:?\s+\d|by [A-Z][a-z]+ [A-Z][a-z]+$"
            r"|author\s*:|by the editor|from our [\w ]{0,30}correspondent"
            r"|[A-Z][\w.-]+ [A-Z][\w.'’ -]{2,40} (?:is|was) (?:the author of|an? (?:[\w-]+ ){0,3}"
            r"(?:writer|journalist|reporter|columnist|blogger|broadcaster)\b)"
            r"|[A-Z][\w ]{2,40}['’]s (?:last|latest|first|new) (?:piece|book|column|article|essay|novel)\b"
            r"|(?:our|the) (?:editorial|editor|author|writing|writer)[\w ]{0,20} (?:has|have|is|are"
            r"|enjoys?|writes?|lives?)\b)",
            _I,
        ),
    ),
    (
        "menu",
        re.compile(
            r"\W*(?:home(?= [^.?!]*\b(?:shop|recipes|news|contact|about us|videos?|log ?in|account|subscribe|topics)\b[^.?!]*$)"
            r"(?: [\w&’'-]+){3}|skip to\b|back to top|to top\b|menu\b|home\s*[>»/|]|log ?in\b|search\b.{0,20}$"
            r"|table of contents|topics?\s*:"
            r"|tagged?\s*:|tags\s*:|filed under|categor(?:y|ies)\s*:|\d+ min(?:ute)?s? read"
            r"|reading time|jump to\b|in this article"
            r"|cookie|page \d+|\d{1,4}\s+\d+\s*[•·|]|[\[(]?\s?advert|sponsored\b|continue reading"
            r"|story continues"
            r"|loading\b|image\s*:|photo\s*:|credit\s*:|source\s*:|video\s*:)",
            _I,
        ),
    ),
    (
        "figure",
        re.compile(r"\W*(?:(?:figure|fig\.|table|box|photo|image)\s+(?:\d|placeholder)|\[?figure\b)", _I),
    ),
)

#: Headings that open a part of the page which is not the article.
SECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "references",
        re.compile(r"\W*(?:references|bibliography|works cited|sources|citations|notes|footnotes)\W*$", _I),
    ),
    (
        "teaser",
        re.compile(
            r"\W*(?:see also|related|further reading|read more|more (?:stories|articles)"
            r"|you may also)\b",
            _I,
        ),
    ),
    (
        "biography",
        re.compile(r"\W*(?:about the (?:author|writer)|author|contributors?|acknowledge?ments?)\b", _I),
    ),
    (
        "disclaimer",
        re.compile(r"\W*(?:disclaimer|conflicts? of interest|funding|copyright|licen[cs]e)\b", _I),
    ),
    (
        "menu",
        re.compile(
            r"\W*(?:in this article|on this page|(?:table of )?contents|learning objectives"
            r"|objectives)\W*$",
            _I,
        ),
    ),
    (
        "exercise",
        re.compile(
            r"\W*(?:check your (?:understanding|knowledge)|review questions|self[- ]check"
            r"|critical thinking|exercises?|quiz"
            r"|personal application|key terms|glossary|link to learning|discussion questions"
            r"|think it over)\b",
            _I,
        ),
    ),
    ("newsletter", re.compile(r"\W*(?:newsletter|subscribe|sign up|stay (?:in touch|connected))\b", _I)),
)

#: Who paid, and who is answerable.
INTERESTS = re.compile(
    r"\b(?:no|any|several|financial|potential) (?:conflicts? of|competing) interests?\b|\bsolely responsible for\b"
    r"|\b(?:is|was|were|are) (?:supported|funded) by (?:\w+ ){0,4}(?:grants?|foundations?|charity|donations|readers|funds?)\b"
    r"|\b(?:trial|study|research|work) (?:is|was|were) (?:paid for|funded|financed|supported) by\b"
    r"|\breceives? (?:\w+ )?(?:support|funding) from\b",
    _I,
)

#: Menu entries on one line, set apart by wide gaps.
WIDE_MENU = re.compile(
    r"(?:[\w&’'-]+(?: [\w&’'-]+){0,2}(?:[ \u00a0]{2,}|\t+)){3,}[\w&’'-]+(?: [\w&’'-]+){0,2}"
)

#: A first paragraph of one sentence about somebody not named yet: the blurb under the title.
TEASING = re.compile(r"(?:They|He|She)\b[^.!?]*[.!?]")

#: The usual first words of the blurb under a title, written for search machines.
STANDFIRST = re.compile(
    r"\W*(?:learn (?:about|how|more|what|why)|find out|discover|understand|explore|read (?:about|on)"
    r"|here(?:['’]s| is| are)"
    r"|everything you|what you need to know|get the facts|a guide to|in this (?:article|guide|post)"
    r"|we (?:explain|look))\b",
    _I,
)

#: Advice to the reader, which states no fact.
ADVICE = re.compile(
    r"\W*(?:(?:please )?(?:speak|talk|consult|ask|contact|see|check|call|seek|tell|visit|click|read"
    r"|join|remember|note|try)\b"
    r"|(?:always|never|don['’]t|do not|if you|patients (?:considering|who are|should|interested)"
    r"|readers|people considering"
    r"|anyone (?:considering|interested)|individuals considering)\b.{0,90}?"
    r"\b(?:speak|talk|consult|ask|contact|see|check with|seek)\b"
    r".{0,40}\b(?:doctor|physician|provider|professional|pharmacist|helpline|advice|specialist|gp)\b)",
    _I,
)

#: Marks that only menus and boxes carry.
FURNITURE = re.compile(
    r"_{4,}|☆|★|\[(?:subscribe|advertisement|download|edit|print)|\]\(#\)\s*·|(?:\||›|»)\s*\w+[^.]*"
    r"(?:\||›|»)|\d+ comments\b"
    r"|(?:in|to) your inbox\b|share on \w+|cookie settings|\bdoi:|\[download slide\]|all rights reserved",
    _I,
)

#: A navigation trail ("HOME > HEALTH > SLEEP", "SCIENCE DESK / HEALTH").
TRAIL = re.compile(r"(?:[\w&’' ]{2,30}\s[>»›/|•]\s){1,}[\w&’' ]{2,30}$")

_WORD = re.compile(r"(?<!\S)\S")
#: The shortest title that counts.
_HEAD = 14
#: How much of a text is looked at, in characters: the search takes the square of it.
_TEASERS = 3000
_DOUBLE = re.compile(r"(?P<half>\S.{13,140}?)\s+(?P=half)(?:\s|$)")


def says_itself_twice(text: str) -> bool:
    """Whether some title stands twice in a row, as the lines of teaser lists do, at the beginning of a text."""
    text = text[:_TEASERS]
    starts = (match.start() for match in _WORD.finditer(text))
    # The search tries every stretch; it is worth it only where some beginning of a title stands twice.
    if all(text.find(text[at : at + _HEAD]) == at for at in starts if at + _HEAD <= len(text)):
        return False
    return bool(_DOUBLE.search(text))
