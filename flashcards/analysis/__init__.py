"""From an article to its facts: the only package that knows spaCy."""
