"""Paper: decks as PDF files, through Qt's writer, with or without a screen."""
