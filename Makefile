# Needs only Python 3.11 or later, and make. The first call of a target sets up .venv; after that nothing is downloaded
# until pyproject.toml, hatch_build.py or (without the developers' tools) a translation changes, so `make demo` and
# `make test` work offline.

PYTHON ?= python3
VENV   ?= .venv
ifeq ($(OS),Windows_NT)
BIN    := $(VENV)/Scripts
else
BIN    := $(VENV)/bin
endif
PY     := $(BIN)/python
# `make test ARGS="-k gate"`
ARGS   ?=

# What decides whether an installation is current: its content, not its time, which git does not keep.
INPUTS   := pyproject.toml hatch_build.py
MESSAGES := src/sfa_audit/locale/*/LC_MESSAGES/*.po

.DEFAULT_GOAL := help
.PHONY: help demo test lint check docs golden catalogue bench browser-all shots wheel clean use dev

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: use ## score a finished example, write its reports into demo/ and say which to open
	@$(BIN)/sfa-audit demo demo/

test: dev ## run the tests (ARGS="-k word" for some of them)
	$(PY) -m pytest -n auto $(ARGS)

lint: dev ## check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict src

check: lint test ## all that must hold before a commit

docs: dev ## regenerate what is generated from the models and the rules, and walk through the whole loop
	$(PY) -m sfa_audit.project.compile
	$(PY) -m sfa_audit.compile_pack
	$(BIN)/sfa-audit rules docs docs --force
	$(PY) tools/walkthrough.py

golden: dev ## write the reports of the examples anew, to be reviewed like code
	$(PY) -m pytest tests/test_examples.py --update-golden -q -n auto

catalogue: dev ## bring the translations up to date with the sources and compile them
	$(PY) tools/catalogue.py

bench: dev ## measure the start-up and the evaluation, as multiples within one run
	$(PY) benchmarks/run.py $(ARGS)

browser-all: dev ## open every report in a browser in every width, scheme and medium (minutes)
	$(PY) -m pytest -n auto -m browser tests/browser --browser-all $(ARGS)

shots: dev ## take the pictures of the README anew, in Chromium
	$(PY) tools/shots.py

wheel: dev ## build the wheel and the source archive into dist/
	$(PY) -m build --outdir dist

clean: ## remove what was built, but not .venv
	rm -rf build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis

# --- the environment -------------------------------------------------------------------------------------------------

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "sfa-audit needs Python 3.11 or later; name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "The venv module of $(PYTHON) does not work; on Debian: apt-get install python3-venv" >&2; exit 1; }

# Installed to be used. An installation with the developers' tools is one to be used as well.
use: $(PY)
	@now="$$(cat $(INPUTS) $(MESSAGES) | cksum)"; dev="$$(cat $(INPUTS) | cksum)"; \
	if [ "$$dev" = "$$(cat $(VENV)/.dev 2>/dev/null)" ]; then $(PY) hatch_build.py; exit; fi; \
	if [ "$$now" = "$$(cat $(VENV)/.use 2>/dev/null)" ]; then exit 0; fi; \
	echo "Installing sfa-audit into $(VENV) …"; \
	$(PY) -m pip install --quiet --disable-pip-version-check -e . && echo "$$now" > $(VENV)/.use

# Installed with the developers' tools. The catalogues are compiled at every call: it takes a blink, and a changed
# translation needs no pip.
dev: $(PY)
	@now="$$(cat $(INPUTS) | cksum)"; \
	if [ "$$now" != "$$(cat $(VENV)/.dev 2>/dev/null)" ]; then \
	  echo "Installing sfa-audit and its tools into $(VENV) …"; \
	  $(PY) -m pip install --quiet --disable-pip-version-check -e '.[dev]' && echo "$$now" > $(VENV)/.dev || exit 1; \
	fi
	@$(PY) hatch_build.py
