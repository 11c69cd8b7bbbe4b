# The front door. Everything a person or a machine does with the realm has a name here; `make help` lists them.

PORT ?= 8000
DATA ?= realm-data
HOST ?= 127.0.0.1

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PIP_INSTALL := $(PIP) install --require-hashes
PATIENTLY := scripts/patiently
WITH_NODE := scripts/with-node

SPA_SOURCES := $(shell find frontend -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path 'frontend/graphiql/*' -type f)
IDE_SOURCES := $(shell find frontend/graphiql -not -path '*/node_modules/*' -not -path '*/dist/*' -type f)
SPA := frontend/dist/index.html
IDE := frontend/dist/graphiql/index.html

# Compiled modules are kept, whatever the shell says: they are half of a quick start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help play test check schema bench voice voice-eval lock clean

help: ## Say what there is
	@echo 'Realm of Echoes. make play, then open the address it prints.'
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F '|' '{ printf "%-18s %s\n", $$1, $$2 }'

play: $(VENV)/realm.stamp $(SPA) $(IDE) ## Build what is missing, then serve the realm (PORT=8000 DATA=realm-data HOST=127.0.0.1)
	@exec $(BIN)/realm serve --host $(HOST) --port $(PORT) --data $(DATA)

test: $(VENV)/dev.stamp $(SPA) $(IDE) ## Run the whole suite; its summary says what this machine had to leave out
	@$(WITH_NODE) npm --prefix frontend run --silent test
	@$(BIN)/python -m pytest $(TESTS)

check: $(VENV)/dev.stamp frontend/node_modules/.stamp ## Lint, format, types, walls and the frontend's checks, in under a minute
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(WITH_NODE) npm --prefix frontend run --silent check

schema: $(VENV)/dev.stamp frontend/node_modules/.stamp ## Print schema.graphql from the code, and the frontend's types from it
	@$(BIN)/realm schema > .build/schema.graphql && mv .build/schema.graphql schema.graphql
	@$(WITH_NODE) npm --prefix frontend run --silent codegen

bench: $(VENV)/dev.stamp ## Measure this machine (ARGS=… is handed on)
	@$(BIN)/python -m benchmarks $(ARGS)

voice: $(VENV)/training.stamp ## Make the embedded voice anew: tokenizer, training, hearing, export (ARGS=… goes to the training)
	@$(BIN)/python -m training.tokenizer
	@$(BIN)/python -m training.train $(ARGS)
	@$(BIN)/python -m training.hearing
	@$(BIN)/python -m training.export

voice-eval: $(VENV)/training.stamp ## Ask the embedded voice the questions it must get right
	@$(BIN)/python -m training.evaluate $(ARGS)

lock: $(VENV)/dev.stamp ## Compile the pinned, hashed requirements anew from pyproject.toml (needs uv)
	@scripts/lock

clean: ## Throw away everything that was built here; the data folder stays
	rm -rf $(VENV) .build frontend/node_modules frontend/dist frontend/graphiql/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Each stamp below is the last thing its step does: whatever was broken off is done again, whatever is done costs nothing.

$(VENV)/made.stamp:
	@mkdir -p .build
	@scripts/make-venv $(VENV)
	@touch $@

$(VENV)/llama.stamp: requirements-build.txt requirements.txt $(VENV)/made.stamp
	@scripts/need-compiler
	@$(PATIENTLY) 'Installing the build tools' $(PIP_INSTALL) -r requirements-build.txt
	@scripts/only-llama requirements.txt > .build/requirements-llama.txt
	@CMAKE_ARGS="$${CMAKE_ARGS:--DLLAVA_BUILD=OFF}" PATH="$(CURDIR)/$(BIN):$$PATH" $(PATIENTLY) \
		'Building llama.cpp for this machine (5 to 9 minutes, once)' \
		$(PIP_INSTALL) --verbose --no-deps --no-build-isolation -r .build/requirements-llama.txt
	@touch $@

$(VENV)/realm.stamp: pyproject.toml requirements.txt $(VENV)/llama.stamp
	@$(PATIENTLY) 'Installing the pinned requirements' $(PIP_INSTALL) -r requirements.txt
	@$(PATIENTLY) 'Putting the realm in place' $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/realm.stamp
	@$(PATIENTLY) 'Installing what the tests and checks need' $(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

$(VENV)/training.stamp: requirements-training.txt $(VENV)/dev.stamp
	@$(PATIENTLY) 'Installing what training needs' $(PIP_INSTALL) -r requirements-training.txt
	@touch $@

# llama.cpp's own server, for the tests of the remote adapter: REALM_TEST_LLAMA_SERVER_PYTHON=.build/peer/bin/python
.build/peer/made.stamp: requirements-peer.txt
	@mkdir -p .build
	@scripts/make-venv .build/peer
	@$(PATIENTLY) "Installing llama.cpp's own server" \
		.build/peer/bin/python -m pip --disable-pip-version-check install --require-hashes -r requirements-peer.txt
	@touch $@

frontend/node_modules/.stamp: frontend/package-lock.json $(VENV)/made.stamp
	@$(PATIENTLY) 'Installing what the app is built with' $(WITH_NODE) npm --prefix frontend ci --no-audit --no-fund
	@touch $@

$(SPA): $(SPA_SOURCES) frontend/node_modules/.stamp
	@$(PATIENTLY) 'Building the app' $(WITH_NODE) npm --prefix frontend run build
	@touch $@

frontend/graphiql/node_modules/.stamp: frontend/graphiql/package-lock.json $(VENV)/made.stamp
	@$(PATIENTLY) 'Installing what the query page is built with' $(WITH_NODE) npm --prefix frontend/graphiql ci --no-audit --no-fund
	@touch $@

# Building the app empties frontend/dist, so the query page is built into it afterwards.
$(IDE): $(IDE_SOURCES) frontend/graphiql/node_modules/.stamp $(SPA)
	@$(PATIENTLY) 'Building the query page' $(WITH_NODE) npm --prefix frontend/graphiql run build
	@touch $@
