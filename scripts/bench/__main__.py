"""`make bench`, `make bench ARGS="--projects 100000 --keep var/bench"`."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from scripts.elasticsearch_server import HOW_TO_GET, ElasticsearchServer

from .stores import Store, fill, run
from .table import Row, say, show

PROJECTS, FEW = 10_000, 1_000
# Of one store, to be held against another's: by search, by name.
Figures = dict[str, dict[str, float]]


def main() -> None:
    """Fill, measure, print; or be one of the measurements."""
    parser = argparse.ArgumentParser(
        prog="make bench",
        description="Messungen; Zeiten in Millisekunden.",
        epilog="BENCH_DATABASE_URL nennt eine leere PostgreSQL-Datenbank, auf der auch gemessen wird.",
    )
    parser.add_argument("--projects", type=int, default=PROJECTS, metavar="N", help="Größe des Speichers")
    parser.add_argument("--keep", type=Path, metavar="ORDNER", help="gefüllte Datenbanken hier aufheben")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        sys.stdout.write(json.dumps(measured(options.measure)))
        return
    rows: list[Row] = []
    with ExitStack() as stack:
        # What was measured is shown however the run ends.
        stack.callback(show, rows)
        folder = options.keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="wissensspeicher-bench-"))
        )
        folder.mkdir(parents=True, exist_ok=True)
        url = stack.enter_context(engine())
        store = Store.on_sqlite(folder.resolve(), options.projects, url)
        fill(store)
        for measured_there in in_engine(store) if url else ():
            rows.extend(measured_there)
        alone = [replace(store, engine="")]
        if address := os.environ.get("BENCH_DATABASE_URL"):
            alone.append(Store("PostgreSQL", options.projects, address, "", folder.resolve()))
            fill(alone[-1])
        for database in alone:
            for name in ("embedded", "suggest", "pages"):
                rows += ask(database, name)[0]
        rows += ask(store, "analysis")[0]
    if not url:
        say(f"\nOhne Elasticsearch gemessen. {HOW_TO_GET}")


def in_engine(store: Store) -> Iterator[list[Row]]:
    """Measure on Elasticsearch."""
    yield ask(store, "indexing")[0]
    rows, figures = ask(store, "engine")
    yield rows
    if store.projects > FEW:
        yield growth(store, figures)
    yield ask(store, "stock")[0]


def growth(store: Store, figures: Figures) -> list[Row]:
    """Measure how our own share of a search, and the engine's, grow from few projects to those of a store."""
    few = Store.on_sqlite(store.folder, FEW, store.engine)
    fill(few)
    ask(few, "indexing")
    _, before = ask(few, "engine")
    rows = []
    for label, large in figures.items():
        small, sizes = before[label], f"von {FEW} auf {store.projects} Projekte"
        shares = (max(figure["share"], 0.01) for figure in (large, small))
        rows.append(Row("Elasticsearch", f"{label}: eigener Anteil, {sizes}", *shares, most=3))
        rows.append(Row("Elasticsearch", f"{label}: nackte Anfrage, {sizes}", large["bare"], small["bare"]))
    return rows


def ask(store: Store, name: str) -> tuple[list[Row], Figures]:
    """Run one measurement on a filled store; return its rows, and figures for comparing stores."""
    say(f"{store.name}, {store.projects} Projekte: {name} …")
    answer = json.loads(run(["-m", "scripts.bench", "--measure", name], store.environment))
    return [Row(**row) for row in answer["rows"]], answer["figures"]


def measured(name: str) -> dict[str, object]:
    """Be the process of one measurement: set Django up, measure."""
    import django

    django.setup()
    rows, figures = import_module(f"scripts.bench.{name}").measure()
    return {"rows": [row.__dict__ for row in rows], "figures": figures}


@contextmanager
def engine() -> Iterator[str]:
    """Yield the address of an Elasticsearch, started for the run where that is possible, or ""."""
    home = os.environ.get("ELASTICSEARCH_HOME")
    if url := os.environ.get("ELASTICSEARCH_URL"):
        yield url
    elif home:
        with ElasticsearchServer(home, heap="1g") as server:
            yield server.url
    else:
        yield ""


if __name__ == "__main__":
    main()
