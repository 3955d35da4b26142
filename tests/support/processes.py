"""Starting and stopping servers that tests talk to over the network."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """Return a port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def run(command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str]) -> str:
    """Run a command to its end; return what it said; raise AssertionError with it when it failed."""
    done = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    words = " ".join(map(str, command))
    assert done.returncode == 0, f"{words} ended with {done.returncode}:\n{done.stdout[-8000:]}"
    return done.stdout


@contextmanager
def serving(
    command: Sequence[str | Path],
    *,
    url: str,
    cwd: Path,
    env: Mapping[str, str],
    log: Path,
    seconds: float = 60,
) -> Iterator[None]:
    """Run a server until the block ends; begin when `url` answers, whatever its status.

    Raises AssertionError with the server's own words when it ends or stays silent for `seconds`.
    """
    with log.open("w") as sink:
        process = subprocess.Popen(
            command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT
        )
        try:
            deadline = time.monotonic() + seconds
            while not _answers(url):
                assert process.poll() is None, f"The server ended:\n{log.read_text(errors='replace')[-8000:]}"
                assert time.monotonic() < deadline, (
                    f"The server is silent:\n{log.read_text(errors='replace')[-8000:]}"
                )
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=20):  # noqa: S310
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
