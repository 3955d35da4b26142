"""The terms of the KomZ set and the 17 goals, as starting content."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.vocabularies.models import TERM_MODELS, Megatrend, Theme

STARTING_CONTENT = Path(__file__).resolve().parents[1] / "vocabularies" / "starting_content.toml"


@cache
def starting_content() -> dict[str, list[dict[str, Any]]]:
    """Return the tables of the file by vocabulary."""
    return tomllib.loads(STARTING_CONTENT.read_text(encoding="utf-8"))


def load_vocabularies() -> int:
    """Fill every empty vocabulary; return how many terms were made.

    A vocabulary that has terms belongs to the editors: what they renamed or removed stays that way.
    """
    made = 0
    for vocabulary, model in TERM_MODELS.items():
        if model._default_manager.exists():
            continue
        for order, row in enumerate(starting_content()[vocabulary], start=1):
            values = {name: row.get(name, "") for name in ("label", "description", "colour", "icon")}
            term = model._default_manager.create(key=row["key"], sort_order=order, **values)
            if isinstance(term, Megatrend):
                term.themes.set(Theme.objects.filter(key__in=row["themes"]))
            made += 1
    return made
