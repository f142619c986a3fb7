"""Notes in text files: CSV, TSV, what Anki, Quizlet and Mnemosyne export as text. The standard library's csv reads."""
