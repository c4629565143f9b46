# The commands people rely on. Everything they need is installed into .venv from the lock files.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: help demo run test bench lint format lock docs clean
.DEFAULT_GOAL := help

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## See it work: June 2024 replayed on the console in about 20 seconds
	@$(BIN)/dragoman demo

run: $(VENV)/.run ## Start the service with the settings of the environment or .env
	@$(BIN)/dragoman run

test: $(VENV)/.dev ## Run the whole suite on SQLite and PostgreSQL
	@$(BIN)/python -m pytest -n auto --dist worksteal

bench: $(VENV)/.dev ## Print ratios measured side by side
	@$(BIN)/python -m benchmarks $(BENCH)

lint: $(VENV)/.dev ## Style, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.dev ## Lay out the code
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

docs: $(VENV)/.dev ## Write the generated pages of docs/ anew
	@$(BIN)/dragoman schema --all docs/schema
	@$(BIN)/dragoman manual > docs/commands.md

lock: $(VENV)/.dev ## Resolve the lock files anew
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --python-version 3.11 --group build pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --python-version 3.11 --group build --group dev pyproject.toml -c requirements.txt \
		-o requirements-dev.txt

clean: ## Remove the environment and everything the demo made
	@rm -rf $(VENV) .dragoman

$(VENV)/bin/python:
	@echo "Making $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Dragoman needs Python 3.11 or newer; set PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.txt pyproject.toml
	@echo "Installing what Dragoman needs (about half a minute the first time) ..."
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.txt pyproject.toml
	@echo "Installing what the tests need (about a minute the first time) ..."
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run
