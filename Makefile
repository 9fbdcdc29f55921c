.PHONY: demo test build check bench
SWIFT_FLAGS = --explicit-target-dependency-import-check error

# DICOM=PATH imports files of your own.
demo:
	@DICOM="$(DICOM)" Examples/demo

# CAIRN_VECTORS=PATH takes other test vectors of the same shapes.
test:
	@.ci/install
	@.ci/test

build:
	@.ci/install
	swift build --configuration release --product cairn $(SWIFT_FLAGS)

# Format, layers, budgets, rules, SQL, documentation: what .ci/run checks before it tests.
check:
	@for check in format layers budgets rules sql docs self-test; do .ci/$$check || exit 1; done

# QUICK=1 takes under two minutes.
bench:
	@.ci/install
	@Benchmarks/bench $(if $(QUICK),--quick)
