"""What differs on paper: nobody needs an e-mail address who signs, and all consents are asked for."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.http import QueryDict
from django.utils import timezone

from knowledge.forms.stamps import new_stamp, read_stamp

from ..forms import ContactForm, FileForm, StepForm, consent_field
from ..models import Consent, Submission
from ..steps import STEPS, Step
from ..wordings import WORDINGS
from .codes import read_code

#: So many pictures have lines on the sheet.
PICTURES = 3
Signed = tuple[Consent.Kind, str]


class PaperContactForm(ContactForm):
    """Name and telephone; an e-mail address of those who have one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Consent.Kind:
            self.fields.pop(consent_field(kind), None)
        self.fields["contact_email"].required = False


class PictureForm(FileForm):
    """A picture that lay with the sheet."""

    file = forms.FileField(
        label="Bild", required=False, widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif"})
    )
    field_order = ("file",)

    def clean(self) -> dict[str, Any]:
        """Ask for the picture that something is said of."""
        cleaned = super().clean() or {}
        if self.has_changed() and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("file", "Hier fehlt das Bild. Wählen Sie es aus oder leeren Sie die Felder dazu.")
        return cleaned


class SheetForm(forms.Form):
    """What stands on the sheet beside the answers: code, consents, signature."""

    MAIL, SIGNED = "mail", "signed"

    code = forms.CharField(
        label="Code auf dem Blatt",
        max_length=20,
        required=False,
        help_text="Steht keiner darauf, lassen Sie das Feld leer: Die Einreichung bekommt einen, den Sie auf "
        "das Blatt schreiben.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    proof = forms.ChoiceField(
        label="Woher wissen wir, dass es von der Macher*in kommt?",
        choices=[(MAIL, "Die Macher*in bestätigt per E-Mail"), (SIGNED, "Unterschrift liegt vor")],
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie eines von beiden aus."},
    )
    signed_on = forms.DateField(
        label="Datum der Unterschrift",
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Bitte geben Sie ein Datum ein, zum Beispiel 24.11.2026."},
    )
    stamp = forms.CharField(widget=forms.HiddenInput, initial=new_stamp)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, wordings in WORDINGS.items():
            for wording in wordings:
                self.fields[_signed_field(kind, wording.version)] = forms.BooleanField(
                    label=wording.text, required=False, help_text=f"Fassung {wording.version}"
                )

    def clean_code(self) -> str:
        """Return the code as it is kept; empty if there is none."""
        typed = self.cleaned_data["code"]
        if not typed.strip():
            return ""
        try:
            return read_code(typed)
        except ValueError:
            raise ValidationError(
                "Diesen Code gibt es nicht. Er hat acht Zeichen; 0, O, 1, I und L kommen nicht vor. Bitte "
                "vergleichen Sie ihn noch einmal mit dem Blatt."
            ) from None

    def clean_stamp(self) -> str:
        """Return the number of the page: a second click on it makes no second submission."""
        stamp = read_stamp(self.cleaned_data["stamp"])
        if stamp is None:
            data: Any = copy(self.data)
            data["stamp"] = new_stamp()
            self.data = data
            raise ValidationError("Die Seite ist veraltet. Bitte speichern Sie noch einmal.")
        return stamp.nonce

    def clean_signed_on(self) -> Any:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["signed_on"]
        if day and day > timezone.localdate():
            raise ValidationError("Dieser Tag liegt in der Zukunft.")
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a signature, and refuse a code that another sheet has."""
        cleaned = super().clean() or {}
        if (
            cleaned.get("proof") == self.SIGNED
            and not cleaned.get("signed_on")
            and "signed_on" not in self.errors
        ):
            self.add_error("signed_on", "Bitte geben Sie das Datum der Unterschrift ein.")
        code, nonce = cleaned.get("code"), cleaned.get("stamp")
        if code and Submission.objects.filter(paper_code=code).exclude(nonce=nonce).exists():
            self.add_error(
                "code",
                "Unter diesem Code ist schon eine Einreichung eingetragen. Wurde das Blatt kopiert? Dann "
                "leeren Sie das Feld: Die Einreichung bekommt einen eigenen Code.",
            )
        return cleaned

    @property
    def by_mail(self) -> bool:
        """Whether the maker confirms by mail."""
        return bool(self.cleaned_data.get("proof") == self.MAIL)

    @property
    def signed(self) -> list[Signed]:
        """What was signed: of each kind the version, the newest if several were ticked."""
        return [
            (kind, ticked[0])
            for kind, wordings in WORDINGS.items()
            if (
                ticked := [
                    wording.version
                    for wording in wordings
                    if self.cleaned_data.get(_signed_field(kind, wording.version))
                ]
            )
        ]


def _signed_field(kind: Consent.Kind, version: str) -> str:
    return f"signed_{kind}_{version}"


def step_forms(data: QueryDict | None = None) -> Iterator[tuple[Step, StepForm]]:
    """Give each step with its form as the office fills it in, drawn plainly."""
    for step in STEPS:
        form = PaperContactForm if step.form is ContactForm else step.form
        yield step, form(data, renderer=DjangoTemplates())


def picture_forms(data: Any = None, files: Any = None) -> list[PictureForm]:
    """Return the forms of the pictures that may lie with a sheet."""
    return [
        PictureForm(data, files, prefix=f"bild-{number}", renderer=DjangoTemplates())
        for number in range(1, PICTURES + 1)
    ]
