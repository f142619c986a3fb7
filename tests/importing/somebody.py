"""Somebody's collection by chance, made by the real Anki: everything that a collection may hold, mixed by a seed.

What Anki lets a user do goes through its own calls; the past is written as rows, for Anki knows no other present.
"""

import json
import re
import time

from anki.cards import CardId

from tests.importing.making import PNG

DECKS = (
    "Biology",
    "Größe::日本 語::a'b & x",
    "🧠::Ω",
    "Biology::Cells::Membranes",
    " spaced out ",
    "x::y::z::w",
    "100%_really?",
    "Default",
)
TAGS = ("a", "a::b::c", "leech", "marked", "日本", "x&y", "with'quote", "UPPER", "upper", "#1", "c++", "50%")
MEDIA = (
    "cell.png",
    "with space.png",
    "größe.png",
    "a&b.png",
    "100%.png",
    "quote'd.png",
    "paste-2ab.png",
    "日本.png",
    "#hash.png",
    "sound.mp3",
    "_logo.png",
    "_font.ttf",
)
#: Field texts as people, browsers and other programs leave them there; `{m}` is the name of a media file.
TEXTS = (
    "plain words",
    "<b>bold</b> &amp; <i>italic</i>&nbsp;words",
    "<div>one</div><div>two</div><div><br></div>",
    "a<br>b<br />c",
    "1 &lt; 2 &gt; 0",
    'see <img src="{m}"> here',
    "<img src='{m}' width=10>",
    "<img src={m}>",
    "[sound:{m}] listen",
    "\\(x^2 + \\frac{{a}}{{b}}\\)",
    "\\[\\int_0^1 x\\,dx\\]",
    "[latex]\\alpha[/latex] and [$]x_1[/$]",
    "<ul><li>one</li><li>two <ol><li>deep</li></ol></li></ul>",
    '<table><tr><td>1</td><td colspan="2">2</td></tr></table>',
    '<span style="color: rgb(255, 0, 0); font-size: 30px;">red</span>',
    '<p class="MsoNormal" style="margin:0cm"><span lang="EN-GB">clipped</span><o:p></o:p></p>',
    '<a href="https://example.org/?a=1&amp;b=2">link</a>',
    "日本[にほん]",
    "مرحبا بالعالم",
    "  spaces  around  ",
    "{{{{not a field}}}}",
    "tab\there\nand a line",
    "<!-- a comment -->after",
    "<script>alert(1)</script>words",
    "<blockquote>quoted <code>x &lt; y</code></blockquote>",
    "<font color='#00ff00' size=5>font</font>",
    "&#8364; &euro; &copy;",
    "",
    "<br>",
    "x" * 300,
)
#: What is shown in another way on purpose: formulas as text, nothing of scripts; and what is too long is cut.
_IN_ANOTHER_WAY = re.compile(r"\\[(\[]|latex|\[\$|<script|&lt;|x{300}|^<br>$")
CLOZES = (
    "{{c1::a}} and {{c2::b::hint}}",
    "{{c1::outer {{c2::inner::why}} more}} end",
    "{{c1::<b>x</b>}} and {{c1::y}} {{c3::<i>z</i>}}",
    "{{c1::a::b::c}} {{c2::[sound:sound.mp3]}}",
    "{{c1,2::both}} {{c2::one}}",
    "{{c12::far}} from {{c1::near}}",
    "{{c1::日本::国}}は",
    '<div>{{c1::in a div}}</div>{{c2::<img src="cell.png">}}',
)
FRONTS = (
    "{{A}}",
    "{{#B}}{{A}} ({{B}}){{/B}}{{^B}}{{A}}{{/B}}",
    "<div class=q>{{text:A}}</div>{{hint:B}}",
    "{{A}}<hr>{{Tags}} {{Type}} {{Deck}} {{Subdeck}} {{Card}} {{CardFlag}}",
    "{{furigana:A}} {{kanji:A}} {{kana:A}}",
    "{{type:A}} {{B}}",
    "{{A}} {{tts en_US:B}}",
    "{{#C}}{{C}}{{/C}}{{A}}",
    "{{C}}",
    "<!-- {{B}} -->{{A}}",
)
BACKS = (
    "{{FrontSide}}<hr id=answer>{{B}}",
    "{{FrontSide}}\n\n<hr id=answer>\n\n{{B}}{{#C}}<br>{{C}}{{/C}}",
    "{{B}}",
    "{{type:B}}{{C}}",
    "{{text:B}} {{nosuch:C}}",
)
CSS = (
    ".card { font-family: arial; font-size: 20px; text-align: center; color: black; background-color: white; }",
    ".card { color: #eee; background: #222 } .nightMode .q { color: yellow } @font-face { font-family: x; "
    "src: url('_font.ttf') }",
    "",
    ".q { border: 1px solid red; } .card1 { color: blue } .cloze { color: green; font-weight: bold }",
)
DAY = 86_400


class Somebody:
    """Fills a collection of the real Anki (`making.Student`) by a `random.Random`."""

    def __init__(self, student, random, *, plain=False, notes=25) -> None:
        self.student, self.col, self.random = student, student.col, random
        self.fsrs = random.random() < 0.6
        self.texts = [each for each in TEXTS if not (plain and _IN_ANOTHER_WAY.search(each))]
        self.col.set_config("fsrs", self.fsrs)
        self.col.db.execute("UPDATE col SET crt = crt - ?", random.randrange(400, 2000) * DAY)
        # Reads the day anew.
        self.col.close()
        self.col.reopen()
        self.today = self.col.sched.today
        self.media = []
        self._media()
        self._presets()
        self._decks()
        self._types()
        for number in range(notes):
            self._note(number, plain)
        self._past()
        self._acts()

    def _media(self) -> None:
        for number, name in enumerate(self.random.sample(MEDIA, self.random.randrange(2, len(MEDIA)))):
            data = PNG + bytes([number])
            if name.endswith(".mp3"):
                data = b"ID3\x04" + bytes(20)
            if name.endswith(".ttf"):
                data = b"\x00\x01\x00\x00" + bytes(40)
            self.media.append(self.col.media.write_data(name, data))

    def _presets(self) -> None:
        random, decks = self.random, self.col.decks
        self.presets = [1]
        for number in range(random.randrange(3)):
            preset = decks.add_config(random.choice(("Hard", "Own & odd", "日本")) + f" {number}")
            preset["new"]["delays"] = random.choice(
                ([1.0, 10.0], [15.0], [], [1.0, 10.0, 1440.0], [0.5, 4320.0])
            )
            preset["lapse"]["delays"] = random.choice(([10.0], [], [10.0, 1440.0]))
            preset["new"]["perDay"] = random.choice((0, 5, 9999))
            preset["rev"]["perDay"] = random.choice((0, 200, 9999))
            preset["rev"]["maxIvl"] = random.choice((36500, 180))
            preset["lapse"]["leechAction"] = random.randrange(2)
            preset["lapse"]["leechFails"] = random.choice((4, 8))
            preset["new"]["bury"] = random.random() < 0.5
            preset["rev"]["bury"] = random.random() < 0.5
            preset["desiredRetention"] = random.choice((0.8, 0.85, 0.9, 0.95))
            preset["newGatherPriority"] = random.randrange(5)
            preset["reviewOrder"] = random.randrange(12)
            preset["newMix"] = random.randrange(3)
            preset["easyDaysPercentages"] = [random.choice((0.0, 0.5, 1.0)) for _ in range(7)]
            decks.update_config(preset)
            self.presets.append(preset["id"])

    def _decks(self) -> None:
        decks = self.col.decks
        self.decks = []
        for name in self.random.sample(DECKS, self.random.randrange(2, 6)):
            deck_id = decks.id(name)
            deck = decks.get(deck_id)
            deck["desc"] = self.random.choice(("", "About <b>it</b>"))
            decks.update(deck)
            decks.set_config_id_for_deck_dict(decks.get(deck_id), self.random.choice(self.presets))
            self.decks.append(deck_id)

    def _types(self) -> None:
        random, models = self.random, self.col.models
        self.types = ["Basic", "Basic (and reversed card)", "Cloze", "Basic (type in the answer)",
            "Basic (optional reversed card)"]  # fmt: skip
        for number in range(random.randrange(1, 4)):
            name = random.choice(("Mine", "Own & odd", "日本")) + f" {number}"
            fronts = random.sample(FRONTS, random.randrange(1, 4))
            templates = [(f"Card {place}", each, random.choice(BACKS)) for place, each in enumerate(fronts)]
            self.student.add_type(name, ["A", "B", "C"], templates, css=random.choice(CSS))
            made = models.by_name(name)
            made["flds"][0]["font"], made["flds"][1]["size"] = "Courier", 31
            made["flds"][2]["rtl"] = True
            made["flds"][1]["description"] = "what it is"
            made["latexPre"] = "\\documentclass{article}"
            made["tmpls"][0]["bqfmt"] = "{{A}}"
            models.update_dict(made)
            self.types.append(name)
        self.student.add_type(
            "Own gaps", ["Text", "Extra"], [("Gap", "{{cloze:Text}}", "{{cloze:Text}}<br>{{type:cloze:Text}}")],
            css=random.choice(CSS), kind=1,
        )  # fmt: skip
        self.types.append("Own gaps")

    def text(self) -> str:
        """A field."""
        chosen = " ".join(self.random.choice(self.texts) for _ in range(self.random.choice((1, 1, 2))))
        return (
            chosen.replace("{m}", self.random.choice(self.media)).replace("{{{{", "{{").replace("}}}}", "}}")
        )

    def _note(self, number: int, plain: bool) -> None:
        random = self.random
        kind = self.col.models.by_name(random.choice(self.types))
        note = self.col.new_note(kind)
        note.fields = [self.text() for _ in note.fields]
        note.fields[0] = f"{number} {note.fields[0]}"
        if kind["type"] == 1:
            note.fields[0] = f"{number} {random.choice(CLOZES)}"
        if not plain and random.random() < 0.05:
            note.fields[1] = "<p>huge</p>" * 5000
        note.tags = random.sample(TAGS, random.randrange(4))
        self.col.add_note(note, random.choice(self.decks))

    def _past(self) -> None:
        """Rows of cards and of their log, as years of study leave them."""
        now = int(time.time())
        for card_id in self.col.find_cards(""):
            if self.random.random() < 0.7:
                self._study(card_id, now)

    def _study(self, card_id, now) -> None:
        random, db = self.random, self.col.db
        self._at = (now - random.randrange(40, 390) * DAY) * 1000 + random.randrange(1000)
        rows: list[tuple[int, ...]] = []
        state, interval, lapses = "learn", 0, 0
        for _ in range(random.randrange(1, 12)):
            if self._at > (now - 2 * DAY) * 1000:
                break
            state, interval, lapses = self._answer(card_id, rows, (state, interval, lapses))
        if state == "learn" and rows[-1][2] == 0:
            rows.pop()  # made new, and answered no more: `_acts` does that
            state = "review"
        reps = sum(row[2] > 0 for row in rows)
        db.executemany("INSERT OR IGNORE INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)", rows)
        last = rows[-1][0] // 1000
        queue, due, left = self._due(state, interval, last)
        kind = {"learn": 1, "review": 2, "relearn": 3}[state]
        factor = 0 if kind == 1 and not self.fsrs else random.choice((2500, 1300, 2650))
        db.execute(
            "UPDATE cards SET type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, lapses = ?, left = ?, "
            "data = ? WHERE id = ?",
            kind, queue, due, max(1, interval) if kind != 1 else 0, factor, reps, lapses, left,
            self._data(card_id, last), card_id,
        )  # fmt: skip

    def _answer(self, card_id, rows, standing):
        """One more row of the log; returns how the card stands then."""
        random = self.random
        state, interval, lapses = standing
        ease = random.choice((1, 2, 3, 3, 3, 4))
        shown = random.randrange(100, 1100) if self.fsrs else random.choice((2500, 2300, 1300))
        took = random.randrange(800, 60_000)
        last = rows[-1][3] if rows else 0
        if state == "review" and random.random() < 0.08:
            # Crammed, moved to another day by hand, planned anew, or made new again.
            kind, ease, scheduled, shown = random.choice(
                ((3, ease, 0, 0), (4, 0, 7, 2500), (5, 0, 9, 2500), (4, 0, 0, 0))
            )
            rows.append((self._at, card_id, ease, scheduled, last, shown, took if ease else 0, kind))
            self._at += random.randrange(1, DAY) * 1000
            return (
                ("learn", 0, lapses)
                if (kind, scheduled) == (4, 0)
                else (state, scheduled or interval, lapses)
            )
        if state == "review":
            after = "relearn" if ease == 1 else "review"
            interval = 1 if ease == 1 else interval + random.randrange(1, 20)
            scheduled = -600 if ease == 1 else interval
            rows.append((self._at, card_id, ease, scheduled, last, shown, took, 1))
            lapses += ease == 1
        else:
            code = 0 if state == "learn" else 2
            after = "review" if ease >= 3 else state
            interval = random.randrange(1, 5) if ease >= 3 else interval
            rows.append(
                (self._at, card_id, ease, interval if ease >= 3 else -60, last, shown if code or self.fsrs else 0,
                took, code)
            )  # fmt: skip
        wait = interval * DAY + random.randrange(-DAY // 3, 9 * DAY) if after == "review" else 600
        self._at += max(60, wait) * 1000 + random.randrange(1000)
        return after, interval, lapses

    def _due(self, state, interval, last):
        """Queue, due and steps that are left."""
        random = self.random
        answered = self.today - (self.col.sched.day_cutoff - 1 - last) // DAY
        if state == "review":
            # Mostly what the answer gave; else long before the collection began, or moved by something that left no entry.
            return 2, random.choice((answered + interval,) * 5 + (-20, self.today + 400)), 0
        left = random.choice((1, 1001))
        due = last + 600
        # A step that ends after four o'clock is due on a day.
        if random.random() < 0.5 and self.today - (self.col.sched.day_cutoff - 1 - due) // DAY == answered:
            return 1, due, left
        return 3, answered + random.randrange(1, 3), left

    def _data(self, card_id, last) -> str:
        random = self.random
        if not self.fsrs:
            return random.choice(("", "{}", '{"pos":3}'))
        memory = self.col.compute_memory_state(CardId(card_id))
        known = {}
        if memory.stability:
            known = {"s": round(memory.stability, 4), "d": round(memory.difficulty, 3)}
        rest = random.choice(({}, {"pos": 5}, {"dr": 0.9}, {"pos": 5, "dr": 0.9, "decay": 0.154, "lrt": last},
            {"dr": 0.85, "decay": 0.5, "cd": '{"a":1}'}))  # fmt: skip
        return random.choice((json.dumps(known | rest),) * 5 + ("", "{}"))

    def _acts(self) -> None:
        """What a user does to cards: flags, suspends, buries both ways, sets due dates, forgets, gathers in a filtered deck."""
        random, sched = self.random, self.col.sched
        ids = list(self.col.find_cards(""))

        def some(most):
            return random.sample(ids, min(len(ids), random.randrange(most)))

        sched.suspend_cards(some(5))
        sched.bury_cards(some(4), manual=True)
        sched.bury_cards(some(4), manual=False)
        for flag in range(1, 8):
            self.col.set_user_flag_for_cards(flag, some(3))
        for act in (
            lambda each: sched.set_due_date(each, random.choice(("0", "3", "5!", "1-9"))),
            sched.schedule_cards_as_new,
        ):
            chosen = some(4)
            if chosen:
                act(chosen)
        for each in some(6):
            if self.col.get_card(each).queue >= 0:
                self.student.answer(each, random.randrange(1, 5))
        self.filtered = None
        if random.random() < 0.6:
            self.filtered = self.col.decks.new_filtered("Filtered 日本")
            deck = self.col.decks.get(self.filtered)
            deck["terms"] = [[random.choice(("is:due", "is:review", "is:new", "")), 10, random.randrange(6)]]
            deck["resched"] = random.random() < 0.5
            self.col.decks.update(deck)
            sched.rebuild_filtered_deck(self.filtered)
            gathered = list(self.col.find_cards('"deck:Filtered 日本"'))
            for each in gathered[:3]:
                self.student.answer(each, random.randrange(1, 5))
        if random.random() < 0.4:
            self._change_type()

    def _change_type(self) -> None:
        """A note type renamed and with one more template, after its cards were studied."""
        models = self.col.models
        kind = models.by_name(next(each for each in self.types if each.endswith(" 0")))
        kind["name"] += " renamed"
        models.rename_field(kind, kind["flds"][1], "B")
        template = models.new_template("Later")
        template["qfmt"], template["afmt"] = "{{B}}", "{{A}}"
        models.add_template(kind, template)
        models.update_dict(kind)
