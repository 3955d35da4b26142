"""What a test has stored, for other processes."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from django.db import connection


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
