"""Tasks that leave traces in a file, for tests that run real workers."""

import time
from pathlib import Path

from knowledge.background import task


@task
def note(path: str, text: str) -> None:
    """Add a line."""
    with Path(path).open("a") as file:
        file.write(f"{text}\n")


@task
def note_and_wait(path: str, for_path: str) -> None:
    """Say that it began, wait until a file is there, say that it is done."""
    with Path(path).open("a") as file:
        file.write("begonnen\n")
    while not Path(for_path).exists():
        time.sleep(0.05)
    with Path(path).open("a") as file:
        file.write("fertig\n")


@task
def fail(path: str) -> None:
    """Add a line and fail."""
    with Path(path).open("a") as file:
        file.write("versucht\n")
    raise ValueError("So nicht.")
