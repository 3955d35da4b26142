"""How the micro-grants are said."""

from collections.abc import Mapping
from typing import Any

from django import template

from knowledge.enquiries.blocks import WHO
from knowledge.enquiries.funding import euros

register = template.Library()
register.filter("euros", euros)


@register.filter
def for_whom(offer: Mapping[str, Any]) -> str:
    """Return who may ask for an offer: „Projekte von und für Kinder und Jugendliche“."""
    return WHO[offer["who"]]
