"""Choices with a plain word of explanation under each."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget


class Explained(ChoiceWidget):
    """Choices, some of which are explained.

    `explanations` is a text for each value, as the form sends it (a string); it may be set after the form is
    made, when the choices come from the database.
    """

    def __init__(
        self, attrs: dict[str, Any] | None = None, choices: Any = (), explanations: Mapping[str, str] = {}
    ) -> None:
        super().__init__(attrs, choices)
        self.explanations = dict(explanations)

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option; its explanation is read with it."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if explanation := self.explanations.get(str(option["value"])):
            option["explanation"] = explanation
            if "id" in option["attrs"]:
                option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_explanation"
        return option


class Radios(Explained, forms.RadioSelect):
    """One of several, each with a word of explanation."""


class Checkboxes(Explained, forms.CheckboxSelectMultiple):
    """Some of several, each with a word of explanation."""
