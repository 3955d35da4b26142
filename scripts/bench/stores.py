"""Databases full of made-up projects, and programs run on them."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .table import say

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Store:
    """A database of a size.

    Attributes:
        name: of the kind of database, as the table has it.
        projects: how many there are.
        database: a DATABASE_URL.
        engine: the address of Elasticsearch, or "".
        folder: for media.
    """

    name: str
    projects: int
    database: str
    engine: str
    folder: Path

    @classmethod
    def on_sqlite(cls, folder: Path, projects: int, engine: str) -> "Store":
        """Return the store in a file of `folder`; one that is there already is used again."""
        return cls("SQLite", projects, f"sqlite:///{folder}/{projects}.sqlite3", engine, folder)

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to work on this store."""
        return os.environ | {
            "DATABASE_URL": self.database,
            "MEDIA_ROOT": f"{self.folder}/media",
            "DJANGO_SETTINGS_MODULE": "scripts.bench.settings",
            "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in (".", "site", "search")),
            "ELASTICSEARCH_URL": self.engine,
            "ELASTICSEARCH_INDEX": f"bench-{self.projects}",
            "BENCH_STORE": self.name,
        }


def fill(store: Store) -> None:
    """Bring a database to its content. One that was kept only gets what has changed since in the code."""
    # Nobody pushes what is written here; the index is built afterwards.
    environment = store.environment | {"ELASTICSEARCH_URL": ""}
    for command in (["migrate", "-v0"], ["setup_site", "-v0"]):
        run(["manage.py", *command], environment)
    count = "from knowledge.projects.models import Project as P; print('projects', P.objects.count())"
    there = int(run(["manage.py", "shell", "-v0", "-c", count], environment).split()[-1])
    if there >= store.projects:
        stale = (
            "from knowledge_search.models import Record as R; "
            "from knowledge_search.analysis import get_analysis as a; "
            "print('stale', R.objects.exclude(analysis=a().version).count())"
        )
        if int(run(["manage.py", "shell", "-v0", "-c", stale], environment).split()[-1]):
            say(f"{store.name}: {store.projects} Sucheinträge werden neu geschrieben …")
            run(["manage.py", "rebuild_search", "-v0"], environment)
        return
    say(f"{store.name}: {store.projects} Projekte werden erzeugt …")
    run(["manage.py", "make_projects", str(store.projects), "--clear"], environment)
    run(["manage.py", "update_index", "-v0"], environment)


def run(arguments: Sequence[str], environment: dict[str, str]) -> str:
    """Run a Python program and return what it printed; its errors end this one."""
    done = subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Abgebrochen: {' '.join(arguments)}\n{done.stdout[-4000:]}")
    return done.stdout
