# Set-up is part of every target: each works alone in a fresh clone (Python >= 3.11, git, make).
PYTHON ?= python3
# Many tests wait for a browser or a server: one more of them than there are processors.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 1) + 1)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: site serve test check bench clean help

site: $(VENV)/.site  ## check the catalogs and build the county into site/
	$(BIN)/guides check guides
	$(BIN)/guides build

serve: $(VENV)/.site  ## site and rating service on http://127.0.0.1:8000, rebuilt on every save
	$(BIN)/guides serve

test: $(VENV)/.test browser  ## run every test
	$(BIN)/python -m pytest -n $(WORKERS)

check: $(VENV)/.test  ## what CI checks beside the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/guides check guides

bench: $(VENV)/.bench  ## measure side by side with Hugo, Material, Zensical, WeasyPrint and isso
	$(BIN)/python -m tests.bench

clean:  ## remove everything that was made
	rm -rf $(VENV) .cache site .mypy_cache .ruff_cache .pytest_cache .hypothesis

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing into $(VENV) ...'
	$(PIP) -e .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing with test tools into $(VENV) ...'
	$(PIP) -e '.[test]'
	@touch $@ $(VENV)/.site

$(VENV)/.bench: $(VENV)/.test
	$(PIP) -e '.[test,bench]'
	@touch $@

# Browser tests need Chromium and a Chinese font, the publishing test nginx; without them they are
# skipped aloud.
.PHONY: browser
browser:
	@sh tests/browser.sh
	@sh tests/nginx.sh
