# The commands of Second Source. `make demo` and `make test` are all that a newcomer needs.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
RUN := $(VENV)/bin/python
TOOLS := extension/dev

.PHONY: help install demo run test faults check extension bench clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

install: $(VENV)/installed ## install what the backend needs into .venv

demo: install ## the backend and the newsstand, ready to try
	@$(RUN) -m backend demo

run: install ## the backend, for real use
	@$(RUN) -m backend serve

test: $(VENV)/installed-tests ## every test, the real browsers and the faults too
	@$(RUN) -m tests.browser.chromium
	@$(RUN) -m tests.browser.firefox
	$(RUN) -m pytest --numprocesses=auto --dist=loadfile -m "not faults"
	@$(MAKE) --no-print-directory faults

faults: $(VENV)/installed-tests ## those alone in which workers, servers and disks fail; some minutes
	$(RUN) -m pytest tests/faults --numprocesses=2 --dist=loadfile

check: $(VENV)/installed-tests $(TOOLS)/node_modules/.installed ## ruff, mypy, eslint, tsc, web-ext lint
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	cd $(TOOLS) && PYTHON=$(CURDIR)/$(RUN) npm run --silent check

extension: ## the packages for Chrome, Edge and Firefox
	@test -n "$(PYTHON)" || { echo "Packing needs Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) $(TOOLS)/pack_extension.py

bench: $(VENV)/installed-tests ## measured speeds, with the bars that they are held against
	@$(RUN) -m tests.bench

clean: ## remove what was installed; the demonstration's data stays in .second-source
	rm -rf $(VENV) $(TOOLS)/node_modules $(TOOLS)/packages .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Second Source needs Python 3.11 or newer; say which: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt backend/linguistics/requirements.txt $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --requirement backend/linguistics/requirements.txt
	@touch $@

$(VENV)/installed-tests: tests/requirements.txt $(VENV)/installed
	$(RUN) -m pip install --quiet --disable-pip-version-check --requirement tests/requirements.txt
	@touch $@

$(TOOLS)/node_modules/.installed: $(TOOLS)/package-lock.json
	@command -v npm >/dev/null || { echo "Checking the extension needs Node.js 20 or newer with npm: https://nodejs.org" >&2; exit 1; }
	cd $(TOOLS) && npm ci --silent --no-audit --no-fund
	@touch $@
