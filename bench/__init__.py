"""Benchmarks: what the program costs, mostly as a ratio to the least that the same work could cost.

`python -m bench` runs all of them; see README.md. They have no pass or fail.
"""
