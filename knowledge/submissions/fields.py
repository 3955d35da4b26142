"""Fields that several steps use: terms with their explanation, what people type as a web address, a place."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from knowledge.forms.choices import Checkboxes, Radios
from knowledge.vocabularies import gazetteer
from knowledge.vocabularies.models import Term

#: The choice of who is at home outside of what the gazetteer knows.
ELSEWHERE = "-"


class TermsMixin:
    """A field whose choices are the terms of a vocabulary, each with its explanation in plain words."""

    model: type[Term]
    widget: Any
    choices: Any

    def read_terms(self) -> None:
        """Take the terms as they are now, in the editors' order; one query."""
        rows = list(self.model._default_manager.values_list("key", "label", "description"))
        self.choices = [*self.none_of_them, *((key, label) for key, label, _ in rows)]
        self.widget.explanations = {key: description for key, _, description in rows if description}

    none_of_them: tuple[tuple[str, str], ...] = ()


class TermField(TermsMixin, forms.ChoiceField):
    """One term of a vocabulary by its key, or none."""

    widget = Radios
    none_of_them = (("", "Das weiß ich nicht"),)

    def __init__(self, model: type[Term], **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.model = model


class TermsField(TermsMixin, forms.MultipleChoiceField):
    """Any number of terms of a vocabulary by their keys."""

    widget = Checkboxes

    def __init__(self, model: type[Term], **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.model = model


class WebAddressField(forms.CharField):
    """A web address as people write it: ``www.verein.de`` will do. Gives ``https://www.verein.de``."""

    _valid = URLValidator(schemes=["http", "https"])

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}))
        super().__init__(max_length=300, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Add what is missing in front, and refuse what is no address."""
        text = super().clean(value)
        if not text:
            return ""
        if not re.match(r"^[a-z][a-z0-9+.-]*:", text, re.IGNORECASE):
            text = f"https://{text}"
        try:
            self._valid(text)
            urlsplit(text)
        except (ValidationError, ValueError) as error:
            raise ValidationError(
                "Das ist keine vollständige Internetadresse. Richtig ist zum Beispiel „www.mein-verein.de“."
            ) from error
        return str(text)


def municipality_choices() -> list[tuple[str, Any]]:
    """Return the Gemeinden by AGS, grouped by Landkreis, as a select shows them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in sorted(gazetteer.municipalities().values(), key=lambda area: area.name):
        groups.setdefault(gazetteer.district_name(area.district_ags), []).append((area.ags, area.name))
    return [
        ("", "Bitte wählen"),
        *sorted(groups.items()),
        (ELSEWHERE, "Außerhalb von Sachsen-Anhalt"),
    ]


def text_lines(values: Iterable[str]) -> list[str]:
    """Return the words of a list as people type it, by commas or lines, without # and doubles."""
    found = (part.strip().lstrip("#").strip() for value in values for part in re.split(r"[,;\n]", value))
    return list(dict.fromkeys(part for part in found if part))
