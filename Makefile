# Two commands are enough: `make demo` to look at it, `make test` to be sure of it.
# Everything they need is set up on the way; what they start they stop again.

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
SERVICES := $(PYTHON) mik/dev/services.py
WORKERS ?= 2
MAKEFLAGS += --no-print-directory

# What `check --deploy` looks at: the settings of a real installation, with the keys of this checkout.
PRODUCTION := ENVIRONMENT=production DEBUG=False DEMO=False BASE_URL=https://mezun.example.org \
	EMAIL_URL=smtp+tls://mezun:secret@mail.example.org:587

.PHONY: help demo test lint checks lint-checks template services stop migrate messages bench lock venv

help:
	@echo 'make demo      the platform with made-up graduates on http://localhost:8000 (PORT=8001 for another port)'
	@echo 'make test      every check and every test (ARGS="-k import" for some)'
	@echo 'make lint      the checks that need no test run'
	@echo 'make services  PostgreSQL and Redis in the background; var/env has their addresses'
	@echo 'make stop      stop them'
	@echo 'make migrate   migrate the private database'
	@echo 'make messages  collect the texts for translation'
	@echo 'make bench     the benchmarks of tests/bench (ARGS="search" for some)'
	@echo 'make lock      lock the dependencies again after a change of pyproject.toml'

demo:
	@$(PYTHON) mik/dev/system.py demo
	@$(PYTHON) mik/dev/environment.py
	@$(SERVICES) run -- $(BIN)/python mik/dev/demo.py

test:
	@$(PYTHON) mik/dev/system.py test
	@$(PYTHON) mik/dev/environment.py
	@$(SERVICES) run -- $(MAKE) checks

lint:
	@$(PYTHON) mik/dev/system.py demo
	@$(PYTHON) mik/dev/environment.py
	@$(SERVICES) run -- $(MAKE) lint-checks

# The two below need the environment and the services; `make test` and `make lint` see to that.
checks:
	$(MAKE) -j2 lint-checks template
	$(MANAGE) compilemessages --verbosity 0 --ignore=.venv --ignore=var
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

template:
	$(BIN)/python -m tests.databases

lint-checks:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

services:
	@$(SERVICES) start

stop:
	@$(SERVICES) stop

migrate: venv services
	$(MANAGE) migrate --database owner

messages: venv
	$(MANAGE) makemessages --locale en --no-obsolete --no-wrap --ignore=.venv --ignore=var --ignore=tests

bench: venv services
	$(BIN)/python -m tests.bench $(ARGS)

venv:
	@$(PYTHON) mik/dev/system.py demo
	@$(PYTHON) mik/dev/environment.py

# The lock must name the public index only, whatever this machine is set to use.
lock: venv
	@$(PYTHON) mik/dev/lock.py
