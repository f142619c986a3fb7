"""Flashcards: reads an article and turns what it explains into cards to study."""

__version__ = "0.1.0"
