"""The command line: the same services as the window, for people, scripts and tests."""
