"""What a cell holds, as text: people's spreadsheets keep numbers, dates and invisible characters in it."""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

# Control characters but line break and tab, lone surrogates, and what turns or hides text: PostgreSQL refuses
# some of them, terminals obey others.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200b\u202a-\u202e\u2060-\u2069\ufeff]"
)


def clean_text(text: str) -> str:
    """Return text in one Unicode form (macOS writes ä as two characters) without invisible characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()


def as_text(cell: Cell) -> str:
    """Return the cell as a German reader sees it; line breaks stay."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean_text(cell)
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, float):
        return str(int(cell)) if math.isfinite(cell) and cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.strftime("%d.%m.%Y" if cell.time() == time() else "%d.%m.%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    return str(cell)


def as_line(cell: Cell) -> str:
    """Return the cell as one line with single blanks."""
    return " ".join(as_text(cell).split())


def as_list(cell: Cell) -> list[str]:
    """Return the values between the bars, without empty ones and repetitions."""
    return unique(" ".join(part.split()) for part in as_text(cell).split("|"))


def unique(names: Iterable[str]) -> list[str]:
    """Return the names in their order, without empty ones; of names that read alike, the first."""
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(fold(name), name)
    return list(found.values())


def fold(text: str) -> str:
    """Fold a name for comparison: letter case and blanks do not count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def quote(text: str, limit: int = 80) -> str:
    """Quote a value for a message, shortened."""
    line = " ".join(text.split())
    return f"„{line if len(line) <= limit else line[: limit - 1].rstrip() + '…'}“"
