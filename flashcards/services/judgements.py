"""What the user decided about drafts, for the program to learn from. It never leaves the computer."""

from flashcards.core.facts import FactKind
from flashcards.core.judgements import Judgement, Verdict
from flashcards.store import judgements as judgements_table
from flashcards.store.library import Library


class JudgementService:
    """The log of what was kept, edited and rejected."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def all(self) -> list[Judgement]:
        """Every judgement, the earliest first: of each draft its last decision, and all its edits."""
        with self._library.reading() as connection:
            return judgements_table.all_of_them(connection)

    def of_sentence(self, sentence: str, role: FactKind) -> list[Judgement]:
        """What was decided about cards of a sentence for a role, in whatever article it stood."""
        with self._library.reading() as connection:
            found = judgements_table.of_sentences(connection, [sentence])
        return [each for judged in found.values() for each in judged if each.role is role]

    def rejected(self, sentence: str, role: FactKind) -> list[Judgement]:
        """The cards of a sentence that the user did not want for a role."""
        return [each for each in self.of_sentence(sentence, role) if each.verdict is Verdict.REJECT]
