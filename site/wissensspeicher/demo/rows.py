"""Reading the data files."""

import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"

#: A row of a data file.
Row = dict[str, Any]


def read(name: str) -> Row:
    """Return the tables of ``content/<name>.toml``."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))
