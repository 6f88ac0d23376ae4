PREFIX ?= /usr/local
DEFINITION ?= report-definitions/weekly-metric-pack.yaml
SPLIT ?= report-definitions/weekly-by-country.yaml
BINARY = .build/release/countback
# Builds the tests, and beside that installs what only running them needs.
beside_build = $(1) & rest=$$!; swift build -c release --build-tests; built=$$?; wait $$rest && exit $$built

.DEFAULT_GOAL := help
.PHONY: help setup demo test build install test-spark bench bench-load bench-engines soak record clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## install what building needs (Debian packages, the pinned engine); does nothing when all is there
	@scripts/setup.sh

demo: build ## build, then make the weekly metric pack of the sample ledger, and one for each country with its mails as files; say where they are
	$(BINARY) run $(DEFINITION)
	$(BINARY) run $(SPLIT) --dry-run output/mails

test: ## install what testing needs, build, and run every test on the program as users have it; with SPARK=1 those on Spark beside them
	@scripts/setup.sh
	$(call beside_build,scripts/setup.sh --tests $(if $(SPARK),--spark))
	scripts/run-tests.sh $(if $(SPARK),--spark)

test-spark: ## install Spark, then run the engines' conformance suite on a server of its own
	@scripts/setup.sh
	$(call beside_build,scripts/setup.sh --tests --spark)
	COUNTBACK_TEST_SPARK=1 swift test -c release --skip-build --filter EngineConformance

build: setup ## build the program for use (release)
	swift build -c release --product countback

install: build ## put the program, its plugins and the engine below PREFIX (/usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/countback $(DESTDIR)$(PREFIX)/share/countback/metrics $(DESTDIR)$(PREFIX)/share/countback/schemas $(DESTDIR)$(PREFIX)/share/countback/presets $(DESTDIR)$(PREFIX)/share/countback/languages
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/countback
	for library in .drivers/*.so .drivers/*.duckdb_extension; do install -m 755 $$library $(DESTDIR)$(PREFIX)/lib/countback/ || exit 1; done
	cp -R Sources/Metrics/Plugins/. $(DESTDIR)$(PREFIX)/share/countback/metrics/
	install -m 644 docs/schemas/*.json $(DESTDIR)$(PREFIX)/share/countback/schemas/
	cp -R Sources/Definitions/Presets/. $(DESTDIR)$(PREFIX)/share/countback/presets/
	cp -R Sources/Definitions/Languages/. $(DESTDIR)$(PREFIX)/share/countback/languages/

bench: build ## measure a ledger of ten million items against the engine's own load of the same files
	scripts/bench.sh
	scripts/bench_small.sh
	scripts/bench_load.sh
	scripts/bench_tables.sh
	scripts/bench_workbook.sh

bench-load: build ## measure loading ten million items from three layouts against the engine's own load
	scripts/bench_load.sh

bench-engines: build ## measure the pack on DuckDB, PostgreSQL and Spark at 1, 3 and 10 million items
	@scripts/setup.sh --tests --spark
	scripts/bench_engines.sh

soak: ## run the tests that take long, too, and the packs of 200,000 items on all three engines
	@scripts/setup.sh --tests --spark
	COUNTBACK_SOAK=1 swift test -c release
	COUNTBACK_SOAK=1 COUNTBACK_TEST_SPARK=1 swift test -c release --filter "GeneratedLedgerConformance|RandomLedgerConformance"

record: ## rewrite the golden files and the pages in docs/metrics (the run still fails where they changed: look at the difference)
	@scripts/setup.sh --tests
	RECORD_GOLDEN=1 swift test -c release

clean: ## remove what building and running made, but for the engine
	swift package clean
	find output -mindepth 1 ! -name README.md -delete
