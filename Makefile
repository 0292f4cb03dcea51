# Kith: `make demo` to try it, `make test` to prove it. `make help` lists the rest.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
# The first Python that is new enough and can make a virtual environment.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: help demo install install-listen test check bench nightly screenshots lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

demo: $(VENV)/demo.stamp  ## try Kith in your browser; no Slack account needed
	@$(BIN)/kith demo

install: $(VENV)/dev.stamp  ## set up .venv with everything, start nothing

install-listen: $(VENV)/listen.stamp  ## let Kith listen to clips that come without a transcript (450 MB)

test: $(VENV)/dev.stamp  ## pass every test
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/dev.stamp  ## lint, types, then the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) test

bench: $(VENV)/bench.stamp  ## speed and memory, as ratios measured side by side
	$(BIN)/python -m tests.bench

nightly: $(VENV)/dev.stamp  ## the tests of the clockwork in full size: kills, faults, a simulated year
	KITH_TEST_NIGHTLY=1 $(BIN)/python -m pytest tests/clockwork

screenshots: $(VENV)/dev.stamp  ## the pictures of the page in docs/pictures, made anew
	$(BIN)/python -m tests.screenshots

lock: $(VENV)/dev.stamp  ## resolve the dependencies anew into the lock files
	$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-header --no-emit-index-url --extra demo -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-header --no-emit-index-url --extra demo --extra dev -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-header --no-emit-index-url --extra demo --extra dev --extra bench -c requirements-dev.lock \
		-o requirements-bench.lock
	$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-header --no-emit-index-url --extra demo --extra listen -c requirements.lock -o requirements-listen.lock

clean:  ## remove what was set up
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/pyvenv.cfg:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Kith needs Python 3.11 or later with its venv module."; \
		echo "On Debian or Ubuntu: sudo apt install python3-venv    On macOS: brew install python"; \
		exit 1; fi
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/demo.stamp: $(VENV)/pyvenv.cfg requirements.lock pyproject.toml
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/pyvenv.cfg requirements-dev.lock pyproject.toml
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps -e .
	@touch $@ $(VENV)/demo.stamp

$(VENV)/listen.stamp: $(VENV)/demo.stamp requirements-listen.lock
	@$(PIP) install --require-hashes -r requirements-listen.lock
	@touch $@

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements-bench.lock
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@
