"""`manage.py worker` as it runs: real processes on a database of their own, ended in every way there is.

On PostgreSQL they share the run's own test database; SQLite's lies in memory, so they get a file.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connections
from django.utils import timezone

from tests.support.processes import run
from wissensspeicher.background import workers
from wissensspeicher.background.models import PeriodicJob, QueuedTask, Worker

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
        code = "import django; django.setup(); from tests.support.worker_tasks import *\n" + "\n".join(calls)
        run([sys.executable, "-c", code], cwd=ROOT, env=self.env)

    @property
    def tasks(self) -> Any:
        return QueuedTask.objects.using(self.alias)

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
    for model in (QueuedTask, Worker, PeriodicJob):
        model.objects.all().delete()


def until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not met():
        assert time.monotonic() < deadline, "This never came."
        time.sleep(0.1)


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def test_workers_are_killed_and_ended_and_nothing_is_lost_or_done_twice(site: Site, tmp_path: Path) -> None:
    trace, go = tmp_path / "spur", tmp_path / "los"
    site.enqueue(f"note_and_wait.enqueue({str(trace)!r}, {str(go)!r})")

    with site.worker(tmp_path / "erster.log") as first:
        until(lambda: lines(trace) == ["begonnen"])
        first.kill()
        first.wait()
    assert site.tasks.running().count() == 1
    # Time passes: it has not been seen for a while, and the pause before the second attempt is over.
    Worker.objects.using(site.alias).update(seen=timezone.now() - workers.DEAD_AFTER)

    with ExitStack() as stack:
        logs = [tmp_path / "zweiter.log", tmp_path / "dritter.log"]
        pair = [stack.enter_context(site.worker(log)) for log in logs]
        # On a busy machine the pause may be over before the third worker stands.
        until(lambda: site.tasks.filter(status="READY").exists() or len(lines(trace)) == 2)
        site.tasks.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))
        until(lambda: lines(trace) == ["begonnen", "begonnen"])

        many = tmp_path / "viele"
        site.enqueue(f"for n in range(20): note.enqueue({str(many)!r}, str(n))")
        until(lambda: len(lines(many)) == 20)
        assert sorted(map(int, lines(many))) == list(range(20))

        # Asked to end, a worker finishes what it does; the idle one ends at once.
        for process in pair:
            process.send_signal(signal.SIGTERM)
        until(lambda: any(process.poll() is not None for process in pair))
        assert sum(process.poll() is None for process in pair) == 1
        go.touch()
        assert [process.wait(SECONDS) for process in pair] == [0, 0]
        assert all("Der Hintergrunddienst ist beendet." in log.read_text() for log in logs)

    assert lines(trace) == ["begonnen", "begonnen", "fertig"]
    assert not site.tasks.exclude(status="SUCCESSFUL").exists()
    long_one = site.tasks.get(task_path__endswith="note_and_wait")
    assert len(set(long_one.worker_ids)) == 2
    assert not Worker.objects.using(site.alias).filter(pk=long_one.worker_ids[-1]).exists()
