# serve · check · test · times · bench · ci: each sets up what it needs. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# Tools and compiled crates live outside the checkout, so that a fresh clone finds them again.
CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/cruscotto
PORTAL ?= lombardia
PORT ?= 8080
PUBLIC_URL ?= /
TRUNK_VERSION := 0.21.14
BINDGEN_VERSION := 0.2.130
SPLITTER_VERSION := 0.2.4
FUZZ_VERSION := 0.13.2

export CARGO_TARGET_DIR ?= $(CACHE)/target
# Python with other people's programs, which open what we publish.
export READERS ?= $(CACHE)/readers/bin/python
export PATH := $(CURDIR)/node_modules/.bin:$(CACHE)/tools/bin:$(PATH)

CRUSCOTTO := $(CARGO_TARGET_DIR)/debug/cruscotto
TRUNK := $(CACHE)/tools/bin/trunk-$(TRUNK_VERSION)
BINDGEN := $(CACHE)/tools/bin/wasm-bindgen-$(BINDGEN_VERSION)
SPLITTER := $(CACHE)/tools/bin/wasm-split-cli-$(SPLITTER_VERSION)
CARGO_FUZZ := $(CACHE)/tools/bin/cargo-fuzz-$(FUZZ_VERSION)
SITE := site/$(PORTAL)
# The not-found page knows the path of the site: another path is another build.
BUILT := site/.built-$(PORTAL)$(subst /,-,$(PUBLIC_URL))

# What a portal is made with. Tests want the cluster too: other features of DataFusion, and sixty crates more.
build = -p builder

# Named together, so that their features agree and each dependency is compiled once.
native := --workspace --features app/ssr,builder/cluster

app_files := $(shell find app model style public -type f) index.html Trunk.toml Cargo.toml Cargo.lock
builder_files := $(shell find builder app model -type f -not -path "builder/source/fuzz/*") Cargo.toml Cargo.lock
data_files := $(shell find data -type f)

.PHONY: help serve site app test check times pictures fuzz bench lint ci bless import setup

help: ## List the targets.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

serve: site ## Build the portal from the data in the repository and serve it (PORT=, PORTAL=lombardia|abruzzo, PUBLIC_URL=).
	@PORT=$(PORT) PUBLIC_URL=$(PUBLIC_URL) $(CRUSCOTTO) preview --site $(SITE)

site: $(BUILT) ## Build the portal into site/$(PORTAL).

$(BUILT): dist/index.html $(CRUSCOTTO) $(data_files)
	@PUBLIC_URL=$(PUBLIC_URL) $(CRUSCOTTO) build --portal $(PORTAL) --out $(SITE)
	@rm -f site/.built-$(PORTAL)* && touch $@

app: dist/index.html ## Build the browser's half into dist.

# A separate target folder: the browser's half is another platform and another profile. Paths of this machine are cut
# from panic messages: they would make every machine's file different, and longer.
dist/index.html: $(app_files) $(wildcard scripts/split.sh scripts/worker.sh scripts/pieces.mjs) $(TRUNK) $(BINDGEN) $(SPLITTER) node_modules/.installed
	@cargo fetch --quiet
	@RUSTFLAGS="$(addprefix --remap-path-prefix=,$(addsuffix /=,$(shell echo $${CARGO_HOME:-$$HOME/.cargo}/registry/src/* $(CURDIR))))" \
		CARGO_TARGET_DIR=$(CARGO_TARGET_DIR)/browser trunk build --release --offline
	@touch $@

$(CRUSCOTTO): $(builder_files) | setup
	cargo build --quiet $(build)
	@touch $@

setup:
	@command -v cargo >/dev/null || { echo "Install Rust first: https://rustup.rs"; exit 1; }
	@command -v node >/dev/null || { echo "Install Node.js 20 or later first: https://nodejs.org"; exit 1; }
	@rustup target list --installed | grep -q wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown

node_modules/.installed: package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# The tools run for seconds: compiling them with little optimisation saves a quarter of an hour.
quick := CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
	CARGO_TARGET_DIR=$(CACHE)/tools-target

$(TRUNK): | setup
	@echo "Installing trunk $(TRUNK_VERSION): about five minutes, once."
	$(quick) cargo install --quiet trunk --locked --version $(TRUNK_VERSION) --no-default-features --root $(CACHE)/tools
	@touch $@

$(BINDGEN): | setup
	@echo "Installing wasm-bindgen $(BINDGEN_VERSION): about three minutes, once."
	$(quick) cargo install --quiet wasm-bindgen-cli --version $(BINDGEN_VERSION) --root $(CACHE)/tools
	@touch $@

$(SPLITTER): scripts/splitter.sh scripts/splitter.patch | setup
	@echo "Installing wasm-split-cli $(SPLITTER_VERSION): about two minutes, once."
	$(quick) scripts/splitter.sh $(SPLITTER_VERSION) $(CACHE)/tools
	@touch $@

$(CARGO_FUZZ): | setup
	@echo "Installing cargo-fuzz $(FUZZ_VERSION): about a minute, once."
	$(quick) cargo install --quiet cargo-fuzz --locked --version $(FUZZ_VERSION) --root $(CACHE)/tools
	@cp $(CACHE)/tools/bin/cargo-fuzz $@

browser: ; @scripts/browser.sh

drivers: ; @scripts/odbc.sh

readers: ; @scripts/readers.sh $(CACHE)/readers

test: lint ## Run every test, browser tests included, and print the budget table.
	@$(MAKE) --no-print-directory browser drivers readers
	@$(MAKE) --no-print-directory site PORTAL=lombardia build="$(native)"
	@$(MAKE) --no-print-directory site PORTAL=abruzzo build="$(native)"
	cargo test --quiet $(native) --no-fail-fast -- --test-threads=2 --skip sizes:: --skip times::
	@$(MAKE) --no-print-directory fuzz
	@TRIES=1 cargo test --quiet $(native) --test budgets -- --test-threads=1 --nocapture

check: lint ## Check formatting and lints, and run the tests of units: no browser, no site.
	cargo test --quiet $(native) --lib

times: ## Measure times in the browser at length, with a portal of 7,900 municipalities: twenty minutes.
	@$(MAKE) --no-print-directory browser site build="$(native)"
	@scripts/rivals.sh $(CACHE)/rivals
	@RIVALS=$(CACHE)/rivals/dist cargo test --quiet $(native) --test budgets -- --test-threads=1 --nocapture --include-ignored times::

pictures: ## Take pictures of every type of page and of every component, phone and desktop, light and dark, into pictures/ (ONLY=part of a name).
	@$(MAKE) --no-print-directory browser
	@$(MAKE) --no-print-directory site PORTAL=lombardia build="$(native)"
	@$(MAKE) --no-print-directory site PORTAL=abruzzo build="$(native)"
	@cargo run --quiet $(native) --example pictures
	@cargo run --quiet $(native) --example components

fuzz: $(CARGO_FUZZ) ## Give every reader of raw files hostile bytes for a minute (RUNS= of each).
	@scripts/fuzz.sh $(RUNS)

bench: app ## Measure millions of events beside DuckDB (ROWS="1000000 10000000 50000000"); optimised: half an hour to compile, once.
	cargo bench --quiet -p builder --bench contracts -- $(ROWS)

bless: $(CRUSCOTTO) ## Accept changed snapshots; read the diff before you commit.
	@command -v cargo-insta >/dev/null || { echo "Install cargo-insta first: cargo install cargo-insta"; exit 1; }
	$(CRUSCOTTO) reference
	cargo insta test --accept $(native)

lint: setup ## Check formatting and lints of both halves.
	cargo fmt --all --check
	cargo clippy --quiet $(native) --all-targets -- -D warnings
	CARGO_TARGET_DIR=$(CARGO_TARGET_DIR)/browser cargo clippy --quiet -p app --features csr --target wasm32-unknown-unknown -- -D warnings

import: $(CRUSCOTTO) ## Read raw files from RAW= and write data/tables and data/territories again.
	$(CRUSCOTTO) import --raw $(RAW) $(if $(ACCEPT_REVISIONS),--accept-revisions)

ci: test ## What continuous integration runs.
	@git diff --exit-code --stat
