# Each target is one word and makes what it needs, starting from python3, make and git alone.
PY := .venv/bin/python
READY := .venv/.ready

N ?= 1000000
MINUTES ?= 20
KOPPELINGEN ?= 200
SECONDS ?= 60
# What is used now and then stays out of our own environment; uv makes one for the occasion.
ASIDE := .venv/bin/uv run --quiet --isolated --frozen --all-extras --python $(PY)

.PHONY: demo test check bench simulate soak fuzz audit conformance screenshots recording catalogue clean

demo: $(READY)
	@.venv/bin/koppelbord demo

test: $(READY)
	$(PY) -m pytest

check: $(READY)
	.venv/bin/uv lock --check --quiet
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/deptry core screens tui

bench: $(READY)
	$(PY) -m tests.bench

simulate: $(READY)
	$(PY) -m tests.invoicing.simulation $(N)

soak: $(READY)
	$(PY) -m tests.soak --minutes $(MINUTES) --koppelingen $(KOPPELINGEN)

fuzz: $(READY)
	$(ASIDE) --with atheris python -m tests.fuzz --seconds $(SECONDS)

audit: $(READY)
	$(PY) tools/audit.py

conformance: $(READY)
	CONFORMANCE_EXAMPLES=100 $(PY) -m pytest tests/sandbox/snelstart/test_conformance.py \
		tests/sandbox/snelstart/test_schemathesis.py --dist load --timeout 900

catalogue: $(READY)
	$(PY) tools/catalogue.py

screenshots: $(READY)
	$(PY) tools/screenshots.py

recording: $(READY)
	$(PY) tools/recording.py

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): pyproject.toml uv.lock tools/bootstrap.py
	@python3 tools/bootstrap.py
	@touch $@
