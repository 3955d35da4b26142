"""Fields that the office puts together, as a form of ours."""

from datetime import timedelta
from typing import Any

from django import forms
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from knowledge.forms.protection import STAMP, TRAP, ProtectedForm
from knowledge.forms.rates import Limit

#: What a field can be. No files: what is uploaded has to be looked at, and here nobody would.
FIELD_TYPES = (
    ("singleline", "Eine Zeile Text"),
    ("multiline", "Mehrere Zeilen Text"),
    ("email", "E-Mail-Adresse"),
    ("url", "Internet-Adresse"),
    ("number", "Zahl"),
    ("date", "Datum"),
    ("checkbox", "Ein Kästchen zum Ankreuzen"),
    ("checkboxes", "Mehrere Kästchen (mehrere Antworten)"),
    ("radio", "Runde Knöpfe (eine Antwort)"),
    ("dropdown", "Auswahlliste (eine Antwort)"),
)
WITH_CHOICES = ("checkboxes", "radio", "dropdown")
#: Names that the form itself needs.
RESERVED_NAMES = (STAMP, TRAP)


class OfficeForm(ProtectedForm, BaseForm):
    """A form of the office, drawn and protected as all forms for visitors."""

    limit = Limit("form-page", per_address=(60, timedelta(hours=1)))


class OfficeFormBuilder(FormBuilder):
    """Makes the fields that visitors get."""

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Return a field for a text of up to two pages, counted while it is written."""
        widget = forms.Textarea(attrs={"rows": 6})
        return forms.CharField(max_length=5000, widget=widget, **options)

    def create_email_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Return a field that browsers may fill in."""
        return forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}), **options)

    def create_number_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Return a field for a number as it is written in German."""
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return forms.DecimalField(localize=True, max_digits=15, widget=widget, **options)

    def create_dropdown_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Return a list in which nothing is chosen at first."""
        choices = [("", "Bitte wählen"), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(choices=choices, **options)

    def get_form_class(self) -> type[forms.Form]:
        """Return the form's class."""
        return type("OfficeForm", (OfficeForm,), self.formfields)
