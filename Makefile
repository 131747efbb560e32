# The book's commands. «make book» and «make test» need Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
NOTEBOOKS := $(wildcard chapters/*.ipynb chapters/zh/*.ipynb)
# The same sums in the same order, on one core and on many.
export OMP_NUM_THREADS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help book pdf archive test check verify reuse notebooks seal lab serve lock fonts boundaries clean

help:  ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# cffconvert needs an old jsonschema: it must not hold the book's own packages back.
$(VENV)/citation/installed: tools/citation.txt
	@$(PYTHON) -m venv $(VENV)/citation
	@$(VENV)/citation/bin/python -m pip install --quiet --require-hashes -r tools/citation.txt
	@touch $@

$(VENV)/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; «$(PYTHON)» is $$($(PYTHON) --version)"; exit 1; }
	@echo "Creating the environment in $(VENV) (some minutes the first time) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

book: $(VENV)/installed  ## Build both editions into _build/html
	@$(BIN)/python -m cqanalysis site

pdf: $(VENV)/installed  ## Print the built book: one PDF of each edition in _build/pdf
	@$(BIN)/python -m cqanalysis pdf

archive: $(VENV)/installed  ## Pack the built site into one ZIP in _build
	@$(BIN)/python -m cqanalysis archive

# One notebook after the other: two kernels that start at once can take the same port.
test: $(VENV)/installed $(VENV)/citation/installed  ## Run every test, notebooks included
	@echo "Style …" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "Types …" && $(BIN)/mypy
	@echo "Import contract …" && $(BIN)/lint-imports --no-cache
	@echo "Citation file …" && $(VENV)/citation/bin/cffconvert --validate
	@echo "Tests …" && $(BIN)/pytest -n 2 --dist worksteal -q
	@echo "Notebooks, every cell re-executed and compared …"
	@test -n "$(NOTEBOOKS)" || { echo "There are no notebooks to test"; exit 1; }
	@$(BIN)/pytest -c notebooks.toml -q $(NOTEBOOKS)
	@echo "All tests passed."

check: $(VENV)/installed  ## Check the data package against its schema
	@$(BIN)/python -m cqanalysis check

verify: $(VENV)/installed  ## Prove the facts: make verify TEXTS=folder of the official texts
	@$(BIN)/python -m cqanalysis verify $(TEXTS)

reuse: $(VENV)/installed  ## Measure text in common anew: make reuse TEXTS=folder of the official texts
	@$(BIN)/python -m cqanalysis reuse $(TEXTS)

notebooks: $(VENV)/installed  ## Execute the notebooks in place
	@$(BIN)/jupyter nbconvert --log-level ERROR --to notebook --execute --inplace \
	  --ExecutePreprocessor.record_timing=False $(NOTEBOOKS)

seal: $(VENV)/installed  ## Seal the released values, after a meant change is in CHANGELOG.md
	@$(BIN)/python tools/seal.py

lab: $(VENV)/installed  ## Open JupyterLab on the chapters
	@$(BIN)/jupyter lab --notebook-dir chapters

serve: $(VENV)/installed  ## Serve the built site on this machine
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

lock:  ## Lock requirements.in and the tools' requirements with hashes
	@$(PYTHON) -m venv _build/lock && _build/lock/bin/pip install --quiet uv
	@for f in requirements tools/fonts tools/boundaries tools/citation; do _build/lock/bin/uv pip compile --upgrade --quiet --no-header \
	  --universal --python-version 3.11 --no-strip-extras --generate-hashes $$f.in -o $$f.txt; done

fonts: $(VENV)/installed  ## Cut the figures' typeface anew
	@$(BIN)/python -m pip install --quiet --require-hashes -r tools/fonts.txt
	@$(BIN)/python tools/fonts.py

# The source of the outlines is large and needed once: it has an environment of its own.
boundaries:  ## Build data/boundaries.geojson anew
	@$(PYTHON) -m venv _build/boundaries
	@_build/boundaries/bin/python -m pip install --quiet --require-hashes -r tools/boundaries.txt
	@_build/boundaries/bin/python tools/boundaries.py

clean:  ## Remove what was built
	@rm -rf _build $(VENV)
