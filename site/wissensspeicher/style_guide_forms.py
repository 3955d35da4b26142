"""The forms of the style guide: each kind of field, empty, filled, with errors and locked."""

from __future__ import annotations

from typing import Any

from django import forms

from knowledge.forms.choices import Checkboxes, Radios
from knowledge.forms.drawing import KernForm
from knowledge.forms.files import FilesField
from knowledge.forms.progress import Progress, Step

CHOICES = (("", "Bitte wählen"), ("ja", "Ja"), ("nein", "Nein"))
KINDS = (("verein", "Verein"), ("firma", "Firma"), ("andere", "Etwas anderes"))
EXPLANATIONS = {
    "verein": "Auch wenn er nicht eingetragen ist.",
    "firma": "Vom Handwerk bis zur Genossenschaft.",
}


class ExampleForm(KernForm, forms.Form):
    """A field of each kind."""

    text = forms.CharField(
        label="Kurzer Text", max_length=20, help_text="Ein Hinweis, der beim Ausfüllen hilft."
    )
    email = forms.EmailField(
        label="E-Mail-Adresse", widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
    )
    phone = forms.CharField(
        label="Telefon",
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    website = forms.URLField(label="Internet-Seite", required=False, assume_scheme="https")
    story = forms.CharField(
        label="Langer Text",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Erzähl es einfach.",
    )
    choice = forms.ChoiceField(label="Auswahl", choices=CHOICES)
    one = forms.ChoiceField(
        label="Eins von mehreren",
        choices=KINDS,
        widget=Radios(explanations=EXPLANATIONS),
        help_text="Was passt?",
    )
    some = forms.MultipleChoiceField(
        label="Mehreres", choices=KINDS, widget=Checkboxes(explanations=EXPLANATIONS)
    )
    pictures = FilesField(label="Bilder", max_files=5, help_text="Höchstens fünf Bilder.")
    agreed = forms.BooleanField(label="Ich bin einverstanden.", help_text="Du kannst es später ändern.")


WRONG = {
    "text": "Nachbarschaftshilfevermittlungsstelle",
    "email": "erika-at-beispiel",
    "website": "keine Adresse",
    "story": "Das ist ein langer Text. " * 13,
    "choice": "blau",
    "one": "blau",
}
RIGHT = {"text": "Beispiel", "one": "verein", "some": ["verein", "andere"], "agreed": True, "choice": "ja"}


def forms_in_every_state() -> dict[str, Any]:
    """Return a form in each state, and steps with one in the middle."""
    locked = ExampleForm(prefix="gesperrt", initial=RIGHT)
    for field in locked.fields.values():
        field.disabled = True
    wrong = ExampleForm({f"falsch-{name}": value for name, value in WRONG.items()}, prefix="falsch")
    wrong.add_error(None, "Etwas, das kein einzelnes Feld betrifft.")
    steps = [
        Step("Was ist es?", "#felder"),
        Step("Wo ist es?"),
        Step("Wer macht es?"),
        Step("Angaben prüfen"),
    ]
    return {
        "empty_form": ExampleForm(prefix="leer"),
        "filled_form": ExampleForm(prefix="voll", initial=RIGHT),
        "wrong_form": wrong,
        "locked_form": locked,
        "progress": Progress(steps, 1),
    }
