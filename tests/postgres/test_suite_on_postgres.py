"""The tests that touch a database, once more on a real PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.postgres import HOW_TO_GET, find_programs, postgres_server

ROOT = Path(__file__).resolve().parents[2]


def test_the_suite_passes_on_postgresql(record_property: Callable[[str, object], None]) -> None:
    programs = find_programs()
    if programs is None:
        pytest.skip(HOW_TO_GET)
    with postgres_server(programs) as url:
        run = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2"),
                *("-m", "not browser and not elasticsearch and not host and not postgres"),
            ],
            check=False,
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    if run.returncode:
        pytest.fail(f"On PostgreSQL:\n{run.stdout[-20_000:]}\n{run.stderr[-5_000:]}", pytrace=False)
    record_property("On PostgreSQL", run.stdout.splitlines()[-1].strip("= "))
