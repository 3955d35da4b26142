"""What forms say when something is wrong: plain, in "du", with the way out.

Django's German says "Sie" and speaks of objects; a field's own `error_messages` are kept.
"""

from typing import Any

from django import forms

MESSAGES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {
        "required": "Bitte fülle dieses Feld aus.",
        "max_length": "Das sind %(show_value)d Zeichen. Bitte kürze auf höchstens %(limit_value)d.",
        "min_length": "Das ist zu kurz. Bitte schreibe mindestens %(limit_value)d Zeichen.",
    },
    forms.EmailField: {
        "invalid": "Bitte gib eine E-Mail-Adresse an, zum Beispiel name@verein.de.",
    },
    forms.URLField: {
        "invalid": "Bitte gib eine Internet-Adresse an, zum Beispiel www.verein.de.",
    },
    forms.IntegerField: {
        "invalid": "Bitte gib eine ganze Zahl an, zum Beispiel 12.",
        "min_value": "Bitte gib eine Zahl ab %(limit_value)s an.",
        "max_value": "Bitte gib eine Zahl bis %(limit_value)s an.",
    },
    forms.FloatField: {
        "invalid": "Bitte gib eine Zahl an.",
    },
    forms.DecimalField: {
        "invalid": "Bitte gib eine Zahl an.",
        "max_digits": "Diese Zahl ist zu lang.",
        "max_whole_digits": "Diese Zahl ist zu lang.",
    },
    forms.DateField: {
        "invalid": "Bitte gib ein Datum an, zum Beispiel 31.12.2030.",
    },
    forms.DateTimeField: {
        "invalid": "Bitte gib Tag und Uhrzeit an, zum Beispiel 31.12.2030 14:30.",
    },
    forms.BooleanField: {
        "required": "Bitte setze hier ein Häkchen.",
    },
    forms.ChoiceField: {
        "required": "Bitte wähle etwas aus.",
        "invalid_choice": "Diese Auswahl gibt es nicht mehr. Bitte wähle noch einmal.",
    },
    forms.ModelChoiceField: {
        "required": "Bitte wähle etwas aus.",
        "invalid_choice": "Diese Auswahl gibt es nicht mehr. Bitte wähle noch einmal.",
    },
    forms.MultipleChoiceField: {
        "invalid_list": "Bitte wähle noch einmal.",
    },
    forms.ModelMultipleChoiceField: {
        "invalid_list": "Bitte wähle noch einmal.",
        "invalid_pk_value": "Diese Auswahl gibt es nicht mehr. Bitte wähle noch einmal.",
    },
    forms.FileField: {
        "required": "Bitte wähle eine Datei aus.",
        "invalid": "Die Datei kam nicht an. Bitte wähle sie noch einmal aus.",
        "missing": "Die Datei kam nicht an. Bitte wähle sie noch einmal aus.",
        "empty": "Die Datei ist leer. Bitte wähle eine andere aus.",
    },
}


def speak_plainly(field: forms.Field) -> None:
    """Put our words in the place of Django's, where the field has none of its own."""
    kinds = list(reversed(type(field).__mro__))
    theirs: dict[str, Any] = {}
    ours: dict[str, str] = {}
    for kind in kinds:
        theirs.update(vars(kind).get("default_error_messages", {}))
        ours.update(MESSAGES.get(kind, {}))
    for code, message in ours.items():
        if field.error_messages.get(code) == theirs.get(code):
            field.error_messages[code] = message
