# Die Befehle des Wissensspeichers. `make help` zählt sie auf.
# Nötig sind nur Python ab 3.11 und make; alles Weitere kommt nach .venv/.
.POSIX:

VENV = .venv
PY = $(VENV)/bin/python
# site/ und search/ sind Wurzeln für Importe, keine Pakete (docs/adr/0001-source-roots.md).
ROOTS = .:site:search
# Die Prüfungen brauchen keine Datenbank, nur ihre Einstellungen.
CHECKED = DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=wissensspeicher.settings.test

help: ## diese Übersicht
	@sed -n 's/^\([a-z]*\):.*## /make \1 : /p' Makefile

run: site-venv ## die Website starten: http://127.0.0.1:8000 (anderer Port: PORT=8001 make run)
	@exec $(PY) scripts/run.py

test: dev-venv ## alle Tests (Auswahl: make test ARGS="tests/knowledge -x")
	@$(PY) -m pytest $(ARGS)

lint: dev-venv ## Stil, Typen, Wände zwischen den Räumen, Migrationen, Prüfsummen
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djhtml --check templates cms_blocks knowledge search site
	PYTHONPATH=$(ROOTS) $(VENV)/bin/lint-imports
	PYTHONPATH=$(ROOTS) $(PY) -m mypy
	$(CHECKED) $(PY) manage.py check
	$(CHECKED) $(PY) manage.py makemigrations --check --dry-run
	$(PY) scripts/vendor.py --check

bench: site-venv ## Messungen (mehr Projekte: make bench ARGS="--projects 100000")
	@$(PY) -m scripts.bench $(ARGS)

requirements: dev-venv ## die Listen der Pakete neu berechnen, nach einer Änderung in pyproject.toml
	$(PY) scripts/requirements.py $(ARGS)

site-venv:
	@sh scripts/venv.sh $(VENV) requirements.txt

dev-venv:
	@sh scripts/venv.sh $(VENV) requirements.txt requirements-dev.txt

.PHONY: help run test lint bench requirements site-venv dev-venv
