# The two commands: `make run` for a first look, `make test` for everything that must hold. `make` alone lists the rest.

PYTHON ?= python3
SETUP = @$(PYTHON) -m tools.setup
PYTEST = .venv/bin/python -m pytest -n 2 --maxfail 20
ON_SQLITE = @env -u DATABASE_URL -u REDIS_URL

.DEFAULT_GOAL := help
.PHONY: help run dev test test-fast coverage check drills soak bench messages format lock clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: ## Set up what is missing and start the portal on http://localhost:8000 (PORT=… for another port)
	$(SETUP) run
	@.venv/bin/python -m tools.run

dev: ## The same for those who change it: each change is seen without a restart, and pages have a debug toolbar
	$(SETUP) check
	@.venv/bin/python -m tools.run --dev

ifdef APP
test: ## Check, then run all tests: on SQLite, then on PostgreSQL and Redis with a real Chromium (APP=pledges for one app on SQLite)
	$(SETUP) check
	$(ON_SQLITE) $(PYTEST) tests/$(APP) -m "not browser"
else
test:
	$(SETUP) test
	@.venv/bin/python -m tools.check
	@echo "» Testing on SQLite"
	$(ON_SQLITE) $(PYTEST) -m "not browser"
	@echo "» Testing on PostgreSQL and Redis, with a real Chromium"
	@$(PYTEST) -m "not once" -p rehearsal.services
endif

test-fast: ## Run the tests on SQLite, without a browser
	$(SETUP) check
	$(ON_SQLITE) $(PYTEST) -m "not browser"

coverage: ## Run the tests on SQLite and list the lines that none of them runs (APP=pledges for one app)
	$(SETUP) check
	$(ON_SQLITE) $(PYTEST) tests/$(APP) -m "not browser" --cov=$(or $(APP),.) --cov-branch --cov-report=term-missing:skip-covered

check: ## Linters, types, import directions, missing migrations, Django's deployment checks
	$(SETUP) check
	@.venv/bin/python -m tools.check

drills: ## Back up and restore, end services and processes in the midst of work, and see that nothing is lost; takes minutes
	$(SETUP) drills
	@.venv/bin/python -m drills

soak: ## Run the first look for 30 minutes (MINUTES=… for others) on a busy machine, and see that all is handled once
	$(SETUP) drills
	@.venv/bin/python -m drills.soak $(MINUTES)

bench: ## Print speed as ratios, side by side in one run (.venv/bin/python -m bench --full for the large sizes)
	$(SETUP) check
	@.venv/bin/python -m bench
	@.venv/bin/python -m bench.directory

messages: ## Collect the sentences to translate into locale/ and compile what is translated
	$(SETUP) messages
	@.venv/bin/python manage.py makemessages --all --no-wrap --add-location file $(foreach folder,.venv node_modules var tests,--ignore $(folder))
	@.venv/bin/python manage.py compilemessages --ignore .venv --ignore node_modules

format: ## Put the code into the house's format
	$(SETUP) check
	@.venv/bin/ruff check --fix --quiet .
	@.venv/bin/ruff format --quiet .
	@.venv/bin/djangofmt --quiet templates

lock: ## Lock all dependencies afresh, after a change to requirements*.in or package.json
	$(SETUP) run
	@.venv/bin/python -m tools.lock

clean: ## Remove what was made here, the data in var/ included
	rm -rf .venv node_modules static/vendor var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
