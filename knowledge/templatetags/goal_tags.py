"""How a goal of the Agenda 2030 is drawn: its number on its official colour, always one that can be read."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from knowledge import covers
from knowledge.vocabularies.colours import MINIMUM_CONTRAST, WHITE, contrast
from knowledge.vocabularies.models import Goal

register = template.Library()

BLACK = "#000000"


@register.inclusion_tag("knowledge/includes/goal_mark.html")
def goal_mark(goal: Goal) -> dict[str, Any]:
    """Draw a goal's number on its official colour, small enough to stand in a line."""
    ground = goal.colour or covers.NEUTRAL
    return {"number": goal.key, "ground": ground, "ink": _ink(ground)}


@register.simple_tag
def goal_cover(goal: Goal) -> SafeString:
    """Draw the cover of a goal: layers in its official colour, its number where others have their icon."""
    return _draw_once(goal.key, goal.colour or covers.NEUTRAL)


def _ink(ground: str) -> str:
    """Return black or white, whichever can be read on a colour."""
    return WHITE if contrast(ground, WHITE) >= MINIMUM_CONTRAST else BLACK


# The overview has one for each goal, and they are most of what it takes to write it.
@lru_cache(maxsize=64)
def _draw_once(key: str, colour: str) -> SafeString:
    drawn = covers.draw_cover(f"ziel-{key}", (colour,))
    return render_to_string(
        "knowledge/includes/cover.html", {"cover": drawn, "number": key, "ink": _ink(colour)}
    )
