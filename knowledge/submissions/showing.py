"""A submission in words: each question that was answered, with its answer, as forms and office show it."""

from typing import Any

from .forms import StepForm
from .models import Submission
from .steps import STEPS

Row = tuple[str, list[str]]


def rows(form: StepForm) -> list[Row]:
    """Return the questions of a bound step that were answered, and the answers in words."""
    data: Any = form.data
    found = []
    for field in form.visible_fields():
        texts = [text for text in data.getlist(field.html_name) if text.strip()]
        choices = dict(_flat(getattr(field.field, "choices", [])))
        if choices:
            texts = [str(choices.get(text, text)) for text in texts]
        elif field.html_name.startswith("consent_"):
            texts = ["Ja" if texts else "Nein"]
        if texts:
            found.append((str(field.label), texts))
    return found


def _flat(choices: Any) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for value, label in choices:
        flat.extend(label if isinstance(label, (list, tuple)) else [(value, label)])
    return flat


def told_rows(submission: Submission) -> list[tuple[str, list[Row]]]:
    """Return all steps with what was told in them, for the office; contact and consents as they stand."""
    return [(step.title, rows(step.bound(submission))) for step in STEPS]
