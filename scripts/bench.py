"""Measures how long the server takes for a page with 10,000 projects, and prints one table.

Every database gets its content from `make_projects`; then Django's test client asks for each page, with
rendering and without network: three requests to warm up, the median of fifteen more. A ratio says more than
the milliseconds of one machine: each page stands beside the search for everything. CPU is this process's own
part, which stays when the machine is busy with other things. It reports and fails nothing; the number of
queries is held by a test.

SQLite is measured in a temporary file. With `BENCH_DATABASE_URL` an empty PostgreSQL database is measured
too; the made-up projects stay in it.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parents[1]
PROJECTS = 10_000
WARM_UPS, REQUESTS = 3, 15
MOST_MS, MOST_QUERIES = 250, 12


def main() -> None:
    """Fill and measure each database in a process of its own: settings are read once a process."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="wissensspeicher-bench-") as folder:
        databases = {"SQLite": f"sqlite:///{folder}/bench.sqlite3"}
        if url := os.environ.get("BENCH_DATABASE_URL"):
            databases["PostgreSQL"] = url
        for name, url in databases.items():
            environment = os.environ | {
                "DATABASE_URL": url,
                "MEDIA_ROOT": f"{folder}/media",
                "DJANGO_SETTINGS_MODULE": "wissensspeicher.settings.test",
            }
            fill(name, environment)
            answer = run([__file__, "--measure"], environment)
            rows += [{"database": name} | row for row in json.loads(answer)]
    show(rows)


def fill(name: str, environment: dict[str, str]) -> None:
    """Bring the database to the same content each time."""
    write(f"{name}: {PROJECTS} Projekte werden erzeugt …")
    for command in (["migrate", "-v0"], ["setup_site"], ["make_projects", str(PROJECTS), "--clear"]):
        run(["manage.py", *command], environment)


def run(arguments: list[str], environment: dict[str, str]) -> str:
    """Run a Python program and return what it printed; its errors end this one."""
    done = subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Abgebrochen: {' '.join(arguments)}\n{done.stdout}")
    return done.stdout


def measure() -> None:
    """Measure the pages of one filled database and print them as JSON."""
    sys.path[:0] = [str(BASE_DIR), str(BASE_DIR / "site"), str(BASE_DIR / "search")]
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()

    def request(address: str) -> tuple[float, float]:
        start = time.perf_counter(), time.process_time()
        response = client.get(address)
        seconds = time.perf_counter() - start[0], time.process_time() - start[1]
        if response.status_code != 200:
            raise SystemExit(f"{address} antwortet mit {response.status_code}.")
        return seconds[0] * 1000, seconds[1] * 1000

    rows = []
    for label, address in pages().items():
        for _ in range(WARM_UPS):
            request(address)
        times = [request(address) for _ in range(REQUESTS)]
        with CaptureQueriesContext(connection) as queries:
            request(address)
        count = len(queries)  # the next request clears the log
        hits = None
        if address.startswith("/suche/"):
            answer = client.get(address.replace("/suche/", "/api/v2/search/").split("&page")[0])
            hits = answer.json()["meta"]["total_count"]
        ms, cpu = (statistics.median(column) for column in zip(*times, strict=True))
        rows.append({"page": label, "hits": hits, "ms": ms, "cpu": cpu, "queries": count})
    sys.stdout.write(json.dumps(rows))


def pages() -> dict[str, str]:
    """Return the addresses to measure, the search for everything first."""
    from knowledge.projects.models import Project
    from knowledge.vocabularies.models import Stage, Theme

    theme = Theme.objects.values_list("key", flat=True)[0]
    stage = Stage.objects.values_list("key", flat=True)[0]
    project = Project.objects.public().exclude(location="").order_by("pk")[0]
    return {
        "Suche: alles": "/suche/?type=project",
        "Suche: häufiges Wort": "/suche/?type=project&q=gemeinde",
        "Suche: seltenes Wort": "/suche/?type=project&q=orgelwind",
        "Suche: kein Treffer": "/suche/?type=project&q=quarxel",
        "Suche: 1 Filter": f"/suche/?type=project&theme={theme}",
        "Suche: 3 Filter": f"/suche/?type=project&theme={theme}&stage={stage}&technology=false",
        "Suche: Seite 2": "/suche/?type=project&page=2",
        "Suche: nach Titel": "/suche/?type=project&sort=title",
        "Steckbrief": project.get_absolute_url(),
        "Startseite": "/",
    }


def show(rows: list[dict[str, Any]]) -> None:
    """Print the table: milliseconds, the ratio to the search for everything, queries, and the verdict."""
    write(
        f"{'Datenbank':<11} {'Seite':<21} {'Treffer':>7} {'ms':>7} {'Verhältnis':>10} {'CPU':>7} {'SQL':>4}"
    )
    whole: dict[str, float] = {}
    for row in rows:
        base = whole.setdefault(row["database"], row["ms"])
        is_search = row["hits"] is not None
        slow = [f"über {MOST_MS} ms"] if row["ms"] > MOST_MS else []
        many = [f"über {MOST_QUERIES} Abfragen"] if is_search and row["queries"] > MOST_QUERIES else []
        verdict = ", ".join(slow + many) or "gut"
        hits = row["hits"] if is_search else ""
        ratio = row["ms"] / base
        named = f"{row['database']:<11} {row['page']:<21} {hits:>7}"
        measured = f"{row['ms']:>7.1f} {ratio:>10.2f} {row['cpu']:>7.1f} {row['queries']:>4}"
        write(f"{named} {measured}  {verdict}")


def write(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    else:
        main()
