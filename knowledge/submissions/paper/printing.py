"""The form's questions as a sheet of paper asks them: from the same forms, so that the two never differ."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms

from ..forms import FileForm
from ..models import Consent
from ..wordings import Wording, current
from .forms import step_forms

#: A list that is longer is no list of boxes to tick: its answer is written.
MOST_BOXES = 30


@dataclass(frozen=True)
class Choice:
    """A box to tick."""

    label: str
    explanation: str = ""


@dataclass(frozen=True)
class Question:
    """A question.

    Attributes:
        lines: how many lines to write on; 0 where boxes are ticked.
        several: whether more than one box may be ticked.
    """

    label: str
    help: str
    optional: bool
    lines: int = 1
    choices: list[Choice] = field(default_factory=list)
    several: bool = False

    @property
    def rows(self) -> range:
        """One for each line."""
        return range(self.lines)


@dataclass(frozen=True)
class Section:
    """The questions of a step of the form."""

    name: str
    title: str
    questions: list[Question]


def sections() -> list[Section]:
    """Return all questions of the form; as many queries as vocabularies."""
    return [
        Section(step.name, step.question, [_question(bound) for bound in form.visible_fields()])
        for step, form in step_forms()
    ]


def picture_questions() -> list[Question]:
    """Return what is asked of each picture."""
    return [_question(bound) for bound in FileForm().visible_fields()]


def consents() -> list[tuple[Consent.Kind, Wording]]:
    """Return all consents in today's words."""
    return [(kind, current(kind)) for kind in Consent.Kind]


def _question(bound: Any) -> Question:
    asked = bound.field
    choices = _choices(asked)
    if isinstance(asked, forms.BooleanField):
        return Question("", str(asked.help_text), True, 0, [Choice(str(bound.label))])
    boxes = 0 < len(choices) <= MOST_BOXES
    return Question(
        label=str(bound.label),
        help=str(asked.help_text),
        optional=not asked.required,
        lines=0 if boxes else int(asked.widget.attrs.get("rows", 1)),
        choices=choices if boxes else [],
        several=isinstance(asked, forms.MultipleChoiceField),
    )


def _choices(asked: forms.Field) -> list[Choice]:
    """Return what may be ticked. „Das weiß ich nicht“ is no box: who does not know ticks none."""
    explanations = getattr(asked.widget, "explanations", {})
    found: Iterable[tuple[Any, Any]] = getattr(asked, "choices", ())
    flat: list[Choice] = []
    for value, label in found:
        if isinstance(label, (list, tuple)):
            flat += [Choice(str(words)) for _, words in label]
        elif value:
            flat.append(Choice(str(label), explanations.get(str(value), "")))
    return flat
