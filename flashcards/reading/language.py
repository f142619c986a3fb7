"""Which language a text is in, told from its letters and its small words; silent where that is not plain."""

import re
from collections import Counter

#: The small words of languages in Latin letters, as frequent as they are short. A word may be in several.
_SMALL = {
    "English": "the of and to in is that it for was are with as by be this which from or have not but they can may",
    "German": "der die das und ist nicht ein eine zu den mit sich auf dem des im auch werden von bei sind wird einer",
    "French": "le la les des et est une dans que qui pour pas sur plus par avec sont au aux du ce cette être ou",
    "Spanish": "el la los las de y que en es un una por con para se del al como más su pero sus o este son lo",
    "Italian": "il la di che e un una per non sono con del della nel dei gli le si da come più anche alla questo è",
    "Portuguese": "o a os as de e que em um uma para com não se do da dos das no na por mais como ao são é",
    "Dutch": "de het een van en is dat niet op te zijn met voor die ook aan door wordt bij als uit worden naar er of",
    "Swedish": "och att det som en är av för den med till inte på ett om har kan de från eller vid men också",
    "Danish or Norwegian": "og at det som en er af for den med til ikke på et om har kan de fra eller ved men også av",
    "Finnish": "ja on ei se että joka kun ovat voi tai myös mutta sen niin kuin ole olla hän jos ne sekä",
    "Polish": "i w na z się nie to że jest do przez jak od oraz lub są po dla może który które także ma",
    "Czech": "a v na se je že to s z do by o jako ale pro jsou nebo po při který které také bývá není může",
    "Hungarian": "a az és hogy nem is egy ez van meg mint de vagy már ha csak amely el lehet volt még kell",
    "Romanian": "și de la în cu este care pe nu o un sau din pentru mai sunt ale al ca fi se prin poate",
    "Turkish": "ve bir bu için ile da de olarak daha olan gibi çok ya ise en kadar veya değil sonra her ancak",
    "Indonesian": "yang dan di dari untuk dengan pada ini itu adalah tidak dalam atau oleh juga dapat akan ke sebagai",
    "Vietnamese": "và của là có các cho không được một trong những với này người đã khi từ thể để ra",
}  # fmt: skip
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}

#: Writing that is no English, and what to call it.
_SCRIPTS = (
    ("Japanese", re.compile("[\u3040-\u30ff]")),
    ("Korean", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("Chinese", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("Arabic or Persian", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("Hebrew", re.compile("[\u0590-\u05ff]")),
    ("Greek", re.compile("[\u0370-\u03ff]")),
    ("Russian or a language near it", re.compile("[\u0400-\u04ff]")),
    ("Hindi or a language near it", re.compile("[\u0900-\u097f]")),
    ("Thai", re.compile("[\u0e00-\u0e7f]")),
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")

#: How much of a text is looked at, in characters, and the fewest words that tell anything.
_SAMPLE = 40_000
_FEWEST = 25
#: A language is believed if so many of the words are its small words, so many times more than English has.
_SHARE = 0.15
_LEAD = 1.8
_DIFFERENT = 6
#: A foreign script is believed if so many of the letters are of it.
_LETTERS = 0.5


def other_language(text: str) -> str:
    """The name of the language if it is plainly not English, else empty: for English, and for doubt."""
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_words(sample)


def _by_script(sample: str) -> str:
    letters = len(_LETTER.findall(sample))
    counts = {name: len(script.findall(sample)) for name, script in _SCRIPTS}
    if counts["Japanese"] > 0.1 * letters:
        # Japanese is written with Chinese letters too.
        counts["Japanese"] += counts.pop("Chinese")
    name = max(counts, key=lambda each: counts[each])
    return name if letters and counts[name] > _LETTERS * letters else ""


def _by_words(sample: str) -> str:
    words = Counter(word.lower() for word in _WORD.findall(sample))
    total = sum(words.values())
    if total < _FEWEST:
        return ""
    # "A A A" is no Portuguese: only different words count as signs of a language.
    shares = {
        language: sum(words[word] for word in small) / total
        for language, small in _WORDS.items()
        if len(small & words.keys()) >= _DIFFERENT or language == "English"
    }
    english = shares.pop("English")
    best = max(shares, key=lambda each: shares[each], default="")
    return best if best and shares[best] >= _SHARE and shares[best] > _LEAD * english else ""
