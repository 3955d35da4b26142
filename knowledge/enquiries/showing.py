"""An enquiry in words: each question that was answered, with its answer, as the office reads it."""

from typing import Any

from knowledge.submissions.fields import ELSEWHERE
from knowledge.vocabularies import gazetteer
from knowledge.vocabularies.models import Theme

from .kinds import BY_NAME
from .models import Enquiry

Row = tuple[str, list[str]]
ELSEWHERE_IN_WORDS = "Außerhalb von Sachsen-Anhalt"
_HINT = "Das hat die Seite dazu gesagt"


def rows(enquiry: Enquiry) -> list[Row]:
    """Return the questions that were answered, in the form's order, and the answers in words."""
    fields = BY_NAME[enquiry.kind].form.base_fields
    found = [
        (str(field.label), _words(name, field, enquiry.answers[name]))
        for name, field in fields.items()
        if enquiry.answers.get(name)
    ]
    hint = enquiry.answers.get("hint")
    return [*found, (_HINT, list(hint))] if hint else found


def _words(name: str, field: Any, answer: Any) -> list[str]:
    """Return an answer as the form showed it; what can no longer be chosen, as it is."""
    values = [str(value) for value in (answer if isinstance(answer, list) else [answer])]
    if name == "themes":
        return theme_labels(values)
    if name == "municipality":
        return [
            ELSEWHERE_IN_WORDS if value == ELSEWHERE else gazetteer.municipality_name(value)
            for value in values
        ]
    choices = {key: str(label) for key, label in getattr(field, "choices", ())}
    return [choices.get(value, value) for value in values]


def theme_labels(keys: list[str]) -> list[str]:
    """Return theme fields by their names; a key that is gone stays a key."""
    known = dict(Theme._default_manager.filter(key__in=keys).values_list("key", "label"))
    return [known.get(key, key) for key in keys]
