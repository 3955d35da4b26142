"""The server that tests, benchmarks and `make run` start: it must never outlive them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CALLER = """
import sys, time
from scripts.elasticsearch_server import ElasticsearchServer
server = ElasticsearchServer(sys.argv[1])
server.start()
print(server._folder, flush=True)
time.sleep(600)
"""


def test_it_ends_with_a_caller_that_is_killed(elasticsearch_home: str) -> None:
    caller = subprocess.Popen(
        [sys.executable, "-c", CALLER, elasticsearch_home], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert caller.stdout
        folder = caller.stdout.readline().strip()
        _wait_until(lambda: "org.elasticsearch.bootstrap" in _processes_of(folder))
        caller.send_signal(signal.SIGKILL)
        _wait_until(lambda: not _processes_of(folder))
        _wait_until(lambda: not os.path.exists(folder))
    finally:
        caller.kill()
        caller.wait()


def _processes_of(folder: str) -> str:
    found = subprocess.run(["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True, check=True)
    return "\n".join(line for line in found.stdout.splitlines() if folder in line)


def _wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)
