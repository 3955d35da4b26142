"""The steps of the form, in order. What is added here is asked, stored, checked and shown everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BooleanField, MultipleChoiceField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from .forms import CarrierForm, ContactForm, IdeaForm, MediaForm, PlaceForm, StepForm, StoryForm
from .models import Submission

#: Far longer than any field takes, so that what is too long is kept and named; more was typed by no person.
MAX_CHARACTERS = 200_000


@dataclass(frozen=True)
class Step:
    """A page of the form.

    Attributes:
        name: stands in its address.
        title: short, for the progress.
        question: the page's heading.
    """

    name: str
    title: str
    question: str
    form: type[StepForm]

    @property
    def number(self) -> int:
        """Its place, from 1 on."""
        return STEPS.index(self) + 1

    @property
    def previous(self) -> "Step | None":
        """The step before."""
        return STEPS[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> "Step | None":
        """The step after; None where the answers are looked through."""
        return STEPS[self.number] if self.number < len(STEPS) else None

    def bound(self, submission: Submission) -> StepForm:
        """Return the form with what is stored."""
        return self.form(MultiValueDict(submission.values(self.name)), submission=submission)

    def unjudged(self, submission: Submission) -> StepForm:
        """Return the form with what is stored, without a word on what is wrong or missing yet."""
        form = self.form(submission=submission)
        stored = submission.values(self.name)
        for name, field in form.fields.items():
            texts = stored.get(name, [])
            if isinstance(field, MultipleChoiceField):
                form.initial[name] = texts
            elif isinstance(field, BooleanField):
                form.initial[name] = bool(texts)
            else:
                form.initial[name] = texts[0] if texts else ""
        return form

    def read(self, data: QueryDict, submission: Submission | None = None) -> dict[str, list[str]]:
        """Return what was typed in this step's fields, as it is stored. A NUL is refused by PostgreSQL."""
        names = self.form(submission=submission).fields
        return {
            name: [value.replace("\0", "")[:MAX_CHARACTERS] for value in data.getlist(name)]
            for name in names
            if name in data
        }


STEPS = (
    Step("idee", "Was", "Was möchtest du teilen?", IdeaForm),
    Step("ort", "Wo", "Wo ist es?", PlaceForm),
    Step("traeger", "Wer", "Wer steht dahinter?", CarrierForm),
    Step("wirkung", "Wie", "Wie funktioniert es, und wie weit seid ihr?", StoryForm),
    Step("bilder", "Bilder", "Hast du Bilder oder einen Film?", MediaForm),
    Step("kontakt", "Kontakt", "Wie erreichen wir dich?", ContactForm),
)
BY_NAME = {step.name: step for step in STEPS}


def bound_forms(submission: Submission) -> Iterator[tuple[Step, StepForm]]:
    """Give each step with its form as it is stored."""
    for step in STEPS:
        yield step, step.bound(submission)


def cleaned(submission: Submission) -> dict[str, Any]:
    """Return all valid answers by field; what is not valid is left out.

    ``place`` is the place as a project says it, ``consents`` the set of kinds that were agreed to,
    ``versions`` the versions of their words by kind.
    """
    values: dict[str, Any] = {}
    for _, form in bound_forms(submission):
        form.is_valid()
        values |= form.cleaned_data
        if isinstance(form, PlaceForm):
            values["place"] = form.written_place() if form.is_valid() else ""
        if isinstance(form, ContactForm):
            values["consents"], values["versions"] = form.consents, form.versions
    return values
