# One command sets everything up and builds the graph: make
# Nothing here asks a question, and everything stays inside this folder.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

# The versions that the project is tested with. Elsewhere pip may take newer ones.
ifdef CI
CONSTRAINTS := -c constraints-ci.txt
endif

# A uv environment has no pip of its own; the rest goes the same way.
ifneq ($(UV),)
MAKE_VENV := $(UV) venv --quiet --python $(PYTHON) $(VENV)
INSTALL := $(UV) pip install --quiet --python $(BIN)/python $(CONSTRAINTS)
else
MAKE_VENV := $(PYTHON) -m venv $(VENV)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(CONSTRAINTS)
endif

# The stamp holds the folder that the environment was made for. An environment that
# was interrupted, moved with the folder, or lost its interpreter has no valid stamp.
$(shell [ "$$(cat $(VENV)/.installed 2>/dev/null)" = "$(CURDIR)" ] \
  && $(BIN)/python -c '' 2>/dev/null || rm -f $(VENV)/.installed $(VENV)/.installed-test)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all vendor setup test lint types lint-js test-js bench docs clean

all: $(VENV)/.installed
	$(BIN)/bilateral build

setup: $(VENV)/.installed-test

# What `bilateral explore --with-sparql` puts into its page. Needs npm; nothing else does.
vendor:
	@$(PYTHON) web/fill.py

# The stamp is written last: an environment without it is made anew.
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "bilateral needs Python 3.11 or newer; $(PYTHON) is older or missing" >&2; \
	  echo "    next: install a newer Python and run: make PYTHON=python3.11" >&2; exit 2; }
	@[ -e $@ ] || { echo "making $(VENV)"; rm -rf $(VENV); $(MAKE_VENV); }
	@echo "installing bilateral into $(VENV)"
	@$(INSTALL) -e .
	@echo "$(CURDIR)" >$@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "installing what the tests need"
	@$(INSTALL) -e '.[test]'
	@touch $@

# A worker for each core, at most four: each has a browser of its own.
test: $(VENV)/.installed-test
	$(BIN)/pytest -n logical --maxprocesses 4

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(VENV)/.installed-test
	$(BIN)/mypy

# The scripts of the pages. Needs npm, as nothing above does; the tests need Node.js alone.
WEB := web/node_modules
SCRIPTS := "src/bilateral/pages/**/*.{js,ts,css}" src/bilateral/pages/shared/style.json "tests/js/*.mjs" "web/*.mjs"

$(WEB)/.installed: web/package.json web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

lint-js: $(WEB)/.installed
	$(WEB)/.bin/prettier --config web/.prettierrc.json --check $(SCRIPTS)
	$(WEB)/.bin/eslint --config web/eslint.config.mjs src/bilateral/pages tests/js web
	$(WEB)/.bin/tsc --project web/tsconfig.json

test-js:
	node --test tests/js/*.test.mjs

# Start-up of `bilateral query` beside the same work written by hand.
bench: all
	$(BIN)/python benchmarks/start_up.py

# Pages that are written from the data: the questions, the checks, the findings.
docs: $(VENV)/.installed-test
	$(BIN)/python docs/make_queries.py
	$(BIN)/python docs/make_quality.py
	$(BIN)/python docs/make_settings.py
	$(BIN)/python docs/make_findings.py
	$(BIN)/python docs/make_tour.py

clean:
	rm -rf $(VENV) $(WEB) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
