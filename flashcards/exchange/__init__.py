"""Decks to and from files."""
