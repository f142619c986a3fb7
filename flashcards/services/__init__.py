"""The program's verbs, one class for each subject. Window and commands call the same ones.

Methods that write return `Changes`, so that screens know whether to refresh; everything handed out
is a frozen value.
"""
