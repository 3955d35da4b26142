"""`manage.py worker` as it runs: real processes on a database that tests and workers share.

On PostgreSQL they share the run's own test database; SQLite's lies in memory, so they get a file.
"""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connections

from tests.support.processes import run

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120  # on a busy machine; nothing here waits that long when all is well


class Site:
    """The database the workers share, as their environment and as a connection of this process."""

    def __init__(self, url: str, alias: str) -> None:
        self.alias = alias
        self.env = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.support.worker_settings",
            "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("", "site", "search")),
            "PYTHONUNBUFFERED": "1",
        }

    def enqueue(self, *calls: str) -> None:
        """Enqueue tasks, as a request in another process does."""
        self.run("from tests.support.worker_tasks import *", *calls)

    def run(self, *lines: str) -> None:
        """Run some lines in another process of the site."""
        code = "\n".join(["import django; django.setup()", *lines])
        run([sys.executable, "-c", code], cwd=ROOT, env=self.env)

    @property
    def tasks(self) -> Any:
        return _models().QueuedTask.objects.using(self.alias)

    @contextmanager
    def worker(self, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a worker; begin when it says that it runs."""
        with log.open("w") as sink:
            command = [sys.executable, "manage.py", "worker"]
            process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=sink, stderr=subprocess.STDOUT)
            try:
                until(lambda: "Der Hintergrunddienst läuft" in log.read_text() or process.poll() is not None)
                assert process.poll() is None, log.read_text()
                yield process
            finally:
                process.kill()
                process.wait()


@pytest.fixture
def site(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """Past pytest's own care for the database: what a test's transaction hides, no worker would see."""
    with django_db_blocker.unblock():
        if connections["default"].vendor == "sqlite":
            yield from _in_a_file(tmp_path / "worker.sqlite3")
        else:
            yield from _in_the_test_database()


def _in_a_file(file: Path) -> Iterator[Site]:
    made = Site(f"sqlite:///{file}", "worker")
    connections["default"].ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connections["default"].connection.backup(copy)
    connections.databases["worker"] = {**connections["default"].settings_dict, "NAME": str(file)}
    try:
        yield made
    finally:
        connections["worker"].close()
        del connections.databases["worker"]
        del connections["worker"]


def _in_the_test_database() -> Iterator[Site]:
    at = connections["default"].settings_dict
    yield Site(f"postgres://{at['USER']}@{quote(at['HOST'], safe='')}/{at['NAME']}", "default")
    models = _models()
    for model in (models.QueuedTask, models.Worker, models.PeriodicJob, models.OutgoingMail):
        model.objects.all().delete()


def _models() -> Any:
    # A plugin of pytest is imported before Django's settings are there.
    from knowledge.mails.models import OutgoingMail
    from wissensspeicher.background.models import PeriodicJob, QueuedTask, Worker

    return SimpleNamespace(
        OutgoingMail=OutgoingMail, PeriodicJob=PeriodicJob, QueuedTask=QueuedTask, Worker=Worker
    )


def until(met: Callable[[], bool]) -> None:
    """Wait for something that other processes do. Raises AssertionError when it never comes."""
    deadline = time.monotonic() + SECONDS
    while not met():
        assert time.monotonic() < deadline, "This never came."
        time.sleep(0.1)
