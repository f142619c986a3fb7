"""A staged package beside the library: what would become of it, and taking it in, in a few large statements.

Rows never pass through Python on their way: the staging file is attached and joined. `joining` holds the temporary
tables that map what is theirs to what is ours.
"""
