# Two commands set everything up: `make ingest` and `make test`.
PYTHON ?= python3
RAW ?= data/raw
OUT ?= data/processed
REPORT ?= data/report
export RAW OUT REPORT
VENV := .venv
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check
# A source distribution runs its author's code when it is installed.
WHEELS := --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help ingest report test check audit bench bench-scans bench-scale fuzz world lock clean calibrate scans mutate

help: ## what there is to do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

SCANS ?=
READ := $(if $(SCANS),$(VENV)/.installed-scan,$(RUN))
ingest: $(READ) ## read RAW (data/raw) into tidy tables in OUT (data/processed); SCANS=1: pictures of pages, too
	$(VENV)/bin/tidyforms ingest "$$RAW" "$$OUT"

report: ingest ## the same, and pages to look at: REPORT (data/report)/index.html
	$(VENV)/bin/tidyforms report "$$OUT" -o "$$REPORT"

test: $(DEV) ## run the tests
	$(VENV)/bin/python -m pytest

check: $(DEV) ## lint and type-check
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

audit: $(RUN) ## known weaknesses and the licences of what is installed; needs a network
	$(VENV)/bin/python -m tests.audit

scans: $(DEV) ## scans of the golden prints, small ones, into tests/golden/scans
	$(VENV)/bin/python -m tests.makers.scans

bench: $(VENV)/.installed-bench ## CPU per document beside other tools, as ratios
	$(VENV)/bin/python -m tests.bench

bench-scans: $(DEV) $(VENV)/.installed-scan ## CPU a page of pictures beside RapidOCR and Tesseract
	$(VENV)/bin/python -m tests.bench.scans

COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate $(WHEELS) --emit-build-options --no-emit-index-url --no-emit-find-links --upgrade --extra setup
bench-scale: $(DEV) ## 2,000 to 20,000 documents of 40 forms: time and memory
	$(VENV)/bin/python -m tests.bench.scale

fuzz: $(DEV) ## mutations of good documents, some minutes
	$(VENV)/bin/python -m tests.fuzz --seconds 300

mutate: $(DEV) ## change the heart's rules one by one: a test must notice; some minutes
	$(VENV)/bin/python -m tests.mutate

ROWS ?= 10000
SEED ?= 1
world: $(DEV) ## random forms by every way of export: false claims per 10,000 rows
	$(VENV)/bin/python -m tests.world --rows $(ROWS) --seed $(SEED)

calibrate: $(DEV) ## how often what is claimed is wrong, by confidence
	$(VENV)/bin/python -m tests.calibrate --rows $(ROWS) --seed $(SEED)

lock: $(VENV)/bin/python ## pin the newest versions that pyproject.toml allows
	$(INSTALL) $(WHEELS) uv
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --extra dev pyproject.toml -o requirements-dev.lock
	$(COMPILE) --extra dev --extra bench pyproject.toml -o requirements-bench.lock
	$(COMPILE) --extra scan pyproject.toml -o requirements-scan.lock

clean: ## remove the environment and all that was made
	rm -rf $(VENV) data/processed data/report build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

TOO_OLD = import sys; v = sys.version_info[:2]; \
	sys.exit("tidyforms needs Python 3.11 or newer, $(PYTHON) is %d.%d: make PYTHON=python3.12" % v if v < (3, 11) else 0)

$(VENV)/bin/python:
	@$(PYTHON) -c '$(TOO_OLD)'
	$(PYTHON) -m venv $(VENV)

define install
	$(INSTALL) $(WHEELS) --require-hashes -r $(1)
	$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	touch $@
endef

$(RUN): requirements.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements.lock)

$(DEV): requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements-dev.lock)
	touch $(RUN)

$(VENV)/.installed-bench: requirements-bench.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements-bench.lock)
	touch $(RUN) $(DEV)

$(VENV)/.installed-scan: requirements-scan.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements-scan.lock)
	touch $(RUN)
