"""A PostgreSQL server of the tests' own: made, started, stopped and deleted by them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

HOW_TO_GET = "PostgreSQL's server programs are missing: apt install postgresql (or brew install postgresql)"

# Nothing of this outlives the tests, so nothing has to survive a power cut.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


def find_programs() -> Path | None:
    """Return the folder with `initdb` and `pg_ctl`, the newest where there are several."""
    folders = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    for pattern in (
        "usr/lib/postgresql/*/bin",  # Debian, Ubuntu
        "usr/pgsql-*/bin",  # Fedora, Red Hat
        "opt/homebrew/opt/postgresql*/bin",
        "usr/local/opt/postgresql*/bin",
    ):
        folders += sorted(Path("/").glob(pattern), key=_version, reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def _version(folder: Path) -> int:
    return int("".join(c for c in str(folder) if c.isdigit()) or 0)


@contextmanager
def postgres_server(programs: Path) -> Iterator[str]:
    """Run a server on a socket in a temporary folder; yield its address as a DATABASE_URL."""
    # A short path: a socket's may have about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data = folder / "data"
    account = _account()
    if account:
        shutil.chown(folder, account, pwd.getpwnam(account).pw_gid)

    def call(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs / program, *arguments],
            check=False,
            cwd=folder,
            user=account,
            group=pwd.getpwnam(account).pw_gid if account else None,
            extra_groups=[] if account else None,
            stdin=subprocess.DEVNULL,
            # Not a pipe: the server inherits it, and reading would wait for the server's end.
            stdout=log,
            stderr=log,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{log_path.read_text(errors='replace')[-4000:]}")

    log_path = folder / "log"
    try:
        with log_path.open("w") as log:
            call(
                *("initdb", "--pgdata", str(data), "--username", "tests", "--auth", "trust"),
                *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            )
            call("pg_ctl", "start", "--wait", "-D", str(data), "-o", f"{OPTIONS} -k {folder}")
            try:
                yield f"postgres://tests@{quote(str(folder), safe='')}/postgres"
            finally:
                call("pg_ctl", "stop", "--wait", "--mode", "immediate", "-D", str(data))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    """Return the account to run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)
