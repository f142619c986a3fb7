"""What may be wrong with a card that somebody is writing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One weakness in one sentence; `fixed` is the question and answer without it, where that is safe to say."""

    rule: str
    sentence: str
    fixed: tuple[str, str] | None = None
