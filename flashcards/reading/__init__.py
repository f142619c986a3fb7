"""From a file or pasted text to an article: its blocks, and which of them are not the article's body."""
