"""From facts to cards: pure text work with the standard library."""
