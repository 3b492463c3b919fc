# Everything a developer does, each target on a fresh machine: `make env` comes first by itself.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: env run test check format screens bench figures crash faults machine mutate clean

env: $(READY)

$(READY): pyproject.toml packaging/constraints.txt packaging/make_env.py
	$(PYTHON) packaging/make_env.py $(VENV)
	@touch $(READY)

run: env
	$(BIN)/loredesk --demo

test: env
	$(BIN)/python -m pytest -q -n auto --dist worksteal

check: env
	$(BIN)/ruff format --check src tests packaging
	$(BIN)/ruff check src tests packaging
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q --cov --cov-report=term:skip-covered

format: env
	$(BIN)/ruff format src tests packaging
	$(BIN)/ruff check --fix src tests packaging

screens: env
	$(BIN)/python packaging/screens.py screens

bench: figures crash faults machine mutate

figures: env
	for size in 100 1000 10000 100000; do $(BIN)/loredesk bench turn --size $$size || exit 1; done
	for name in workers start stream; do $(BIN)/loredesk bench $$name || exit 1; done
	$(BIN)/pip install -q -e '.[bench]' -c packaging/constraints.txt
	$(BIN)/python -m tests.bench queue

faults: env
	$(BIN)/python -m tests.faults --backups 200 --damaged 1000 --migrations 40 --writes

machine: env
	$(BIN)/python -m tests.machine --runs 2000 --steps 80
	$(BIN)/python -m tests.machine --undo 5000

mutate: env
	$(BIN)/python -m tests.mutation

crash: env
	$(BIN)/python -m tests.crash --kills 1000 --chroma-share 0
	$(BIN)/python -m tests.crash_workers --kills 10000 --freezes 100 --points 20 --twins 1000

clean:
	rm -rf $(VENV) build dist screens .pytest_cache .mypy_cache .ruff_cache .coverage
