"""What a test has stored, for other processes."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection, connections


def database(folder: Path) -> str:
    """Return the address of a database with what this test has stored, for other processes."""
    if connection.vendor == "sqlite":
        path = folder / "site.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        return f"sqlite:///{path}"
    its = connection.settings_dict
    host = quote(its["HOST"] or "localhost", safe="")
    return f"postgres://{its['USER']}:{its['PASSWORD']}@{host}:{its['PORT'] or 5432}/{its['NAME']}"


@contextmanager
def seeing(folder: Path) -> Iterator[None]:
    """Let this test's own queries read the database of `database(folder)`, with what others write there."""
    if connection.vendor != "sqlite":
        yield
        return
    own = connections["default"]
    theirs = connections.create_connection("default")
    theirs.settings_dict = {**own.settings_dict, "NAME": str(folder / "site.sqlite3")}
    connections["default"] = theirs
    try:
        yield
    finally:
        theirs.close()
        connections["default"] = own
