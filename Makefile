# Two commands do everything, packages included (README.md):
#   make story   build, run the main job on the sample pages, print the timeline, write the report
#   make test    build, run every test
# Others: make build | check-format | tidy | asan | fuzz | bench | clean
SHELL := /bin/bash
PRESET ?= release
BUILD := build/$(PRESET)
JOBS ?= $(shell nproc)
EXAMPLE ?= examples/suez-2021

.PHONY: story test build setup check-format tidy asan fuzz bench clean


story: setup
	@tools/build $(PRESET) $(JOBS) dateline
	@mkdir -p out
	@$(BUILD)/bin/dateline story $(EXAMPLE) -o out/suez-2021.html
	@echo "The report: $(CURDIR)/out/suez-2021.html (open it in any browser)"

build: setup
	@tools/build $(PRESET) $(JOBS)

setup:
	@tools/setup build

test:
	@tools/setup test
	@tools/build $(PRESET) $(JOBS)
	@tools/run-tests $(PRESET)

check-format:
	@tools/setup lint
	@tools/check-format

tidy:
	@tools/setup lint
	@tools/tidy

asan:
	@tools/setup test
	@tools/build asan $(JOBS)
	@cd build/asan && ctest --output-on-failure -j $(JOBS)

fuzz:
	@tools/setup fuzz
	@tools/build fuzz $(JOBS)

clean:
	rm -rf build out

bench: build
	@bench/accuracy --all
	@bench/speed story
