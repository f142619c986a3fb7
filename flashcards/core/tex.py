"""Formulas in TeX as text that can be read: letters, signs, raised and lowered parts. Nothing is typeset.

Fields keep their TeX, so that Anki shows the formula itself again; this is only how it looks here. What is not
known shows as its name.
"""

import re
from html import escape, unescape

_MATH = re.compile(
    r"\\\((?P<a>.{0,4000}?)\\\)|\\\[(?P<b>.{0,4000}?)\\\]|\[latex\](?P<c>.{0,4000}?)\[/latex\]"
    r"|\[\$\$?\](?P<d>.{0,4000}?)\[/\$\$?\]|<anki-mathjax[^<>]*>(?P<e>.{0,4000}?)</anki-mathjax>",
    re.DOTALL,
)
_BEGINS = ("\\(", "\\[", "[latex]", "[$", "<anki-mathjax")
_MOST = 300
_TAG = re.compile(r"<[^<>]*>")
_TOKEN = re.compile(r"\\([a-zA-Z]+)\*?[ ]?|\\(.)|([{}^_&~$])|([^\\{}^_&~$]+)", re.DOTALL)
_DIGITS = re.compile(r"(?<=[A-Za-z)\]])(\d+)")
_DEEPEST = 30

_SIGNS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "sim": "∼", "equiv": "≡",
    "propto": "∝", "ll": "≪", "gg": "≫", "to": "→", "rightarrow": "→", "longrightarrow": "→", "leftarrow": "←",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "leftrightarrow": "↔", "implies": "⇒", "iff": "⇔",
    "mapsto": "↦", "rightleftharpoons": "⇌", "uparrow": "↑", "downarrow": "↓", "infty": "∞", "partial": "∂",
    "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "oint": "∮", "in": "∈", "notin": "∉", "subset": "⊂",
    "subseteq": "⊆", "supset": "⊃", "cup": "∪", "cap": "∩", "emptyset": "∅", "varnothing": "∅", "forall": "∀",
    "exists": "∃", "neg": "¬", "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "oplus": "⊕", "otimes": "⊗",
    "perp": "⊥", "parallel": "∥", "angle": "∠", "circ": "°", "degree": "°", "prime": "′", "dots": "…", "ldots": "…",
    "cdots": "⋯", "hbar": "ℏ", "ell": "ℓ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "langle": "⟨", "rangle": "⟩",
    "quad": " ", "qquad": " ", "lbrace": "{", "rbrace": "}", "mid": "|", "vert": "|", "star": "⋆", "ast": "*",
}  # fmt: skip
#: Commands that only say how the rest looks.
_SILENT = frozenset(
    {
        "left", "right", "displaystyle", "textstyle", "limits", "nolimits", "big", "Big", "bigg", "Bigg", "bigl",
        "bigr", "Bigl", "Bigr", "nonumber", "hline",
    }
)  # fmt: skip
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_NAMED = frozenset({"begin", "end", "label", "color", "hspace", "vspace"})


def legible(html: str) -> str:
    """HTML with every formula in it as text, in a span of the class `math`."""
    if not any(mark in html for mark in _BEGINS):
        return html
    return _MATH.sub(_shown, html, count=_MOST)


def as_text(tex: str) -> str:
    """A formula as HTML that needs no more than raised and lowered text."""
    return _Reader(tex).group(0).strip()


def _shown(match: re.Match[str]) -> str:
    inside = next(value for value in match.groups() if value is not None)
    return f'<span class="math">{as_text(unescape(_TAG.sub(" ", inside)))}</span>'


class _Reader:
    """Reads a formula piece by piece."""

    def __init__(self, tex: str) -> None:
        self._tokens = [match.groups() for match in _TOKEN.finditer(tex)]
        self._at = 0

    def group(self, depth: int) -> str:
        """Everything up to the brace that closes, or the end."""
        found: list[str] = []
        while self._at < len(self._tokens):
            if self._tokens[self._at][2] == "}":
                self._at += 1
                break
            found.append(self._piece(depth))
        return "".join(found)

    def _argument(self, depth: int) -> str:
        """What a command or a raised sign takes: a group, a command, or one sign."""
        if self._at >= len(self._tokens) or depth > _DEEPEST:
            return ""
        _command, _other, sign, text = self._tokens[self._at]
        if text is not None:
            stripped = text.lstrip()
            self._tokens[self._at] = (None, None, None, stripped[1:])
            return escape(stripped[:1], quote=False)
        if sign == "{":
            self._at += 1
            return self.group(depth + 1)
        if sign == "}":
            return ""
        return self._piece(depth + 1)

    def _piece(self, depth: int) -> str:
        command, other, sign, text = self._tokens[self._at]
        self._at += 1
        if depth > _DEEPEST:
            return ""
        if text is not None:
            return escape(text, quote=False)
        if command is not None:
            return self._command(command, depth)
        if sign in ("^", "_"):
            tag = "sup" if sign == "^" else "sub"
            return f"<{tag}>{self._argument(depth)}</{tag}>"
        if sign == "{":
            return self.group(depth + 1)
        if sign is not None:
            return {"&": " ", "~": " "}.get(sign, "")
        return {"\\": "<br>", ",": " ", ";": " ", ":": " ", "!": ""}.get(other or "", escape(other or ""))

    def _command(self, name: str, depth: int) -> str:
        if name in _SIGNS:
            return _SIGNS[name]
        if name in _SILENT:
            return ""
        if name in _FRACTIONS:
            over, under = self._argument(depth), self._argument(depth)
            return f"{_bound(over)}/{_bound(under)}"
        if name == "sqrt":
            return f"√{_bound(self._argument(depth))}"
        if name == "ce":
            return _DIGITS.sub(r"<sub>\1</sub>", self._argument(depth)).replace("-&gt;", "→")
        if name in _NAMED:
            self._argument(depth)
            return ""
        if self._at < len(self._tokens) and self._tokens[self._at][2] == "{":
            return self._argument(depth)  # \text, \mathrm and their kin: what is in them
        return f"{name} "


def _bound(text: str) -> str:
    """A part of a fraction or root in brackets where it is more than one word."""
    return text if re.fullmatch(r"\w+", text) else f"({text})"
