SHELL := /bin/bash
PY ?= python3.11
PORT ?= 8000
UV_VERSION := 0.13.9
export UV_PROJECT_ENVIRONMENT := .venv
export UV_NO_CONFIG := 1
export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV UV_SYSTEM_PYTHON
P := .venv/bin/python

.PHONY: run test bench bench-full shots check production-check nightly lock messages services services-stop help
.DEFAULT_GOAL := help

run: .venv/.synced-run  ## start the site on http://localhost:$(PORT) (install, migrate, demo, serve)
	@SCHOOL_DEMO=$${SCHOOL_DEMO-1} SCHOOL_EMAIL_URL=$${SCHOOL_EMAIL_URL-file} exec $(P) manage.py serve --port $(PORT)

test: .venv/.synced-test  ## run the tests (services that are absent are named and counted as skipped)
	@$(P) tools/which_services.py
	@$(P) -m pytest -n auto --dist loadfile

bench: .venv/.synced-test  ## short benchmarks, compared with benchmarks/kept.json
	@$(P) -m benchmarks
	@$(P) -m benchmarks.search

bench-full: .venv/.synced-test  ## every benchmark, large sizes
	@$(P) -m benchmarks --full
	@$(P) -m benchmarks.search --full
	@$(P) -m benchmarks.relevance

shots: .venv/.synced-test  ## pictures of every screen as every role into var/shots/
	@$(P) tools/shots.py

nightly: .venv/.synced-test  ## the long tests: repeated kills, all widths, dark, 150 %
	@SCHOOL_TEST_NIGHTLY=1 $(P) -m pytest -n auto --dist loadfile

check: .venv/.synced-check  ## lint, templates, types, import contracts, missing migrations, deploy check
	@$(P) tools/check.py

production-check: .venv/.synced-test  ## install by docs/install.md into a throw-away folder, start Elasticsearch, gunicorn, worker, beat, nginx, try everything
	@WITHOUT="chromium gettext" tools/services install
	@$(P) -m tools.production_check

lock: .venv/.uv-$(UV_VERSION)  ## make requirements/*.txt anew from pyproject.toml
	@$(P) -m uv pip compile $(COMPILE) -o requirements/run.txt
	@$(P) -m uv pip compile $(COMPILE) --extra prod -o requirements/prod.txt
	@$(P) -m uv pip compile $(COMPILE) --extra prod --group test -o requirements/test.txt
	@$(P) -m uv pip compile $(COMPILE) --extra prod --group test --group lint -o requirements/check.txt
COMPILE := -q --universal --generate-hashes --no-header --no-annotate pyproject.toml

messages: .venv/.synced-run  ## collect and compile the interface texts (needs gettext)
	@$(P) manage.py makemessages -l ru -i .venv -i var --no-location --no-wrap
	@$(P) manage.py compilemessages -l ru -i .venv

services:  ## install and start PostgreSQL, Redis, Elasticsearch, Chromium for the tests
	@tools/services start

services-stop:  ## stop what `make services` started
	@tools/services stop

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*##[[:space:]]*/\1|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

.venv/.uv-$(UV_VERSION):
	@$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { echo "Python 3.11, 3.12 or 3.13 is needed: make PY=/path/to/python"; exit 1; }
	@.venv/bin/python -c '' 2>/dev/null || rm -rf .venv
	@$(PY) -m venv .venv
	@$(P) -m pip install -q --disable-pip-version-check --no-input uv==$(UV_VERSION)
	@touch $@

.venv/.synced-%: requirements/%.txt .venv/.uv-$(UV_VERSION)
	@$(P) -m uv pip install -q --python $(P) --require-hashes -r $<
	@touch $@
