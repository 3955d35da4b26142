"""A heavy test that cannot run is skipped at home and fails where CI decides."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

TESTS = """
import pytest

@pytest.fixture
def chromium():
    pytest.skip("apt install chromium")

@pytest.mark.browser
def test_needs_a_browser(chromium): ...

def test_waits_for_a_file():
    pytest.skip("no file")
"""


@pytest.mark.parametrize(
    ("ci", "result"),
    [("", "2 skipped in"), ("true", "1 skipped, 1 error in")],
    ids=["at home", "where CI is set"],
)
def test_a_browser_test_without_a_browser(tmp_path: Path, ci: str, result: str) -> None:
    (tmp_path / "test_sample.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser\n")

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:django", "-p", "tests.support.skips", tmp_path],
        check=False,
        cwd=tmp_path,
        env={**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )

    assert result in done.stdout.splitlines()[-1], done.stdout
    assert "apt install chromium" in done.stdout
