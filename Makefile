# One front door: make run, make test, make check, make bench. See CONTRIBUTING.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Tests and pictures need no screen.
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: help run setup test check lint torture fuzz audit bench evaluate simulate screenshots lock clean

help:
	@echo "make run          open the program (sets it up first)"
	@echo "make test         everything that CI runs: make check, then the tests"
	@echo "make check        style, types and the import rules"
	@echo "make torture      the long tests: kills, cut migrations, power cuts, very much of everything; about an hour"
	@echo "make fuzz         changed files and words at everything that takes them, SECONDS=300"
	@echo "make audit        known weaknesses of the locked libraries (asks the network)"
	@echo "make bench        speed and memory, as ratios (no pass or fail)"
	@echo "make evaluate     score the generator on the development articles, where they are at hand"
	@echo "make simulate     simulated learners before an exam: our plan against three others, some minutes"
	@echo "make screenshots  every page, light and dark, at scale 1 and 1.5, into screenshots/"
	@echo "make lock         write the lock files anew from pyproject.toml (needs uv)"

$(VENV)/bin/python:
	@$(PYTHON) tools/setup.py environment $(VENV)

$(RUN_STAMP): requirements/run.txt | $(VENV)/bin/python
	@echo "Installing the locked libraries (about 400 MB, once) ..."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements/run.txt
	@touch $@

$(DEV_STAMP): requirements/dev.txt $(RUN_STAMP)
	@echo "Installing the locked test tools ..."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements/dev.txt
	@touch $@

setup: $(RUN_STAMP)
	@$(BIN)/python tools/setup.py qt

run: setup
	@$(BIN)/python main.py

test: check
	@$(BIN)/python tools/setup.py qt
	$(OFFSCREEN) $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The watchdog that shows where a test hangs reads Python's frames while they change, which may end a long run.
torture: $(DEV_STAMP)
	FLASHCARDS_TORTURE=1 $(OFFSCREEN) $(BIN)/python -m pytest tests/torture tests/importing/test_somebodys_collection.py -p no:randomly --durations=0 -o faulthandler_timeout=0

# atheris, which lets coverage lead the way, where it has a wheel; without it changes are made at random.
fuzz: $(DEV_STAMP)
	@$(PIP) install --require-hashes --only-binary :all: -r requirements/fuzz.txt || echo "atheris has no wheel for this Python."
	@$(BIN)/python tools/fuzz.py --seconds $(or $(SECONDS),300)

# In a place of its own, so that nothing of it is among the locked libraries.
audit:
	@$(PYTHON) -m venv build/audit
	@build/audit/bin/python -m pip --disable-pip-version-check --quiet install pip-audit
	build/audit/bin/pip-audit --require-hashes --disable-pip -r requirements/run.txt

bench: $(DEV_STAMP)
	@$(BIN)/python tools/setup.py qt
	@$(BIN)/python -m bench

evaluate: $(DEV_STAMP)
	@$(BIN)/python tools/evaluate.py

simulate: $(DEV_STAMP)
	@$(BIN)/python tools/simulate.py

screenshots: $(DEV_STAMP)
	@$(BIN)/python tools/setup.py qt
	$(OFFSCREEN) $(BIN)/python tools/screenshots.py screenshots

lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links pyproject.toml --group dev -c requirements/run.txt \
		-o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --group fuzz -o requirements/fuzz.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis screenshots
