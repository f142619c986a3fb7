"""Anki's packages. The only place that knows genanki."""
