# Two commands do everything on a machine with Python 3.11 and the package registries: make demo, make test.

PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: demo test lint lock docs clean
.DELETE_ON_ERROR:

demo: .venv/.run  ## Read the examples into the embedded Neo4j, answer a question, draw a picture
	$(BIN)/python -m entente.api.demo

test: .venv/.dev  ## Run all tests, both Neo4j releases and a real browser included
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: .venv/.dev  ## Style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests

docs: .venv/.dev  ## Write anew the pages that are made from the code
	$(BIN)/python docs/generate.py

lock: .venv/.dev  ## Pin all dependencies anew, with hashes and without addresses
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile $(LOCK) --extra dev --upgrade -o requirements/dev.lock
	$(BIN)/uv pip compile $(LOCK) -c requirements/dev.lock -o requirements/run.lock
	$(BIN)/uv pip compile $(LOCK) --extra train -c requirements/dev.lock -o requirements/train.lock

LOCK := pyproject.toml requirements/build.in --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet

.venv/.made:
	$(PYTHON) -m venv .venv
	touch $@

.venv/.run: requirements/run.lock pyproject.toml | .venv/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/.dev: requirements/dev.lock .venv/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	touch $@

clean:  ## Remove what the commands made here (not your data)
	-$(BIN)/python -m entente.api.demo --clean
	rm -rf .venv .demo
