"""Starts the program from a checkout: no arguments open the window, arguments run a command.

This file must still parse on old Pythons, so that they can say what is wrong.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Flashcards needs Python 3.11 or newer, and this is Python %d.%d. Install a newer one, "  # noqa: UP031
        "or run `make run PYTHON=python3.11`." % sys.version_info[:2]
    )

import os

# Found by its own place, so that it runs from any folder without being installed.
_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
if _HERE not in sys.path:
    sys.path.insert(0, _HERE)

if __name__ == "__main__":
    from flashcards.__main__ import main

    sys.exit(main())
