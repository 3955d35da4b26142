"""Which micro-grant fits: the office's rule, asked of the six answers. A hint to visitors, never a decision.

What was found travels in the address of the page that says thanks, as one word for each offer: nothing of
what was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format

from .blocks import ALLIANCE, WHO, YOUNG

FITS, WHO_ELSE, TOPIC, AMOUNT = "passt", "wer", "thema", "betrag"


@dataclass(frozen=True)
class Hint:
    """What is said of one offer, in plain words."""

    fits: bool
    sentence: str


def decide(offer: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """Return whether an offer fits the answers (``FITS``), or the first thing that is against it."""
    if offer["who"] in (YOUNG, ALLIANCE) and answers[offer["who"]] != "yes":
        return WHO_ELSE
    if offer["topics"] and not set(offer["topics"]) & set(answers["topics"]):
        return TOPIC
    return FITS if answers["amount"] <= offer["amount"] else AMOUNT


def hints(offers: Sequence[Mapping[str, Any]], found: Sequence[str]) -> list[Hint]:
    """Return what is said of each offer; nothing when the offers have changed since."""
    if len(offers) != len(found):
        return []
    return [
        Hint(what == FITS, _sentence(offer, what))
        for offer, what in zip(offers, found, strict=True)
        if what in (FITS, WHO_ELSE, TOPIC, AMOUNT)
    ]


def euros(amount: int) -> str:
    """Return a sum as people write it: „1.000 Euro“."""
    return f"{number_format(amount, use_l10n=True, force_grouping=True)} Euro"


def _sentence(offer: Mapping[str, Any], what: str) -> str:
    title, most = offer["title"], euros(offer["amount"])
    if what == FITS:
        return f"„{title}“ passt wohl: Dort gibt es bis zu {most}."
    if what == WHO_ELSE:
        return f"„{title}“ passt wohl nicht: Gefördert werden dort nur {WHO[offer['who']]}."
    if what == TOPIC:
        return f"„{title}“ passt wohl nicht: Dort geht es um {_listed(list(offer['topics']))}."
    return f"„{title}“ passt so noch nicht: Dort gibt es höchstens {most}. Frag uns, was möglich ist."


def _listed(words: list[str]) -> str:
    return " oder ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
