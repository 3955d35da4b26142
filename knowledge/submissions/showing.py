"""A submission in words: each question that was answered, with its answer, as forms and office show it."""

from typing import Any

from knowledge.projects.models import Project

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
    """Return all steps with what was told in them, with the names that the office knows from a project.

    Consents are left out: they have a list of their own.
    """
    found = []
    for step in STEPS:
        form = step.bound(submission)
        for name in [name for name in form.fields if name.startswith("consent_")]:
            del form.fields[name]
        for name, field in form.fields.items():
            field.label = OFFICE.get(name, field.label)
        found.append((step.title, rows(form)))
    return found


def _names() -> dict[str, str]:
    """Return what the fields of a project are called in its editor, by name."""
    fields = {field.name: str(field.verbose_name) for field in Project._meta.fields}
    many = {field.name: str(field.verbose_name) for field in Project._meta.many_to_many}
    return {**fields, **many, "carrier_kind": "Art der Organisation", "tags": "Schlagworte"}


OFFICE = _names()
