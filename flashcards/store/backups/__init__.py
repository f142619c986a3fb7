"""Copies of the whole library: made, kept in a folder, compared, and pieced together with what is left of a damaged one."""
