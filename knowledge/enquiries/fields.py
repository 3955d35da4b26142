"""Questions that several of the small forms ask."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest

from knowledge.forms.protection import ProtectedForm
from knowledge.submissions.fields import TermsMixin, municipality_choices

#: Who sends it; kept in columns of their own.
PERSON = ("name", "email")
NO_ADDRESS = "Ohne E-Mail-Adresse können wir dir nicht antworten."


class EnquiryForm(ProtectedForm, forms.Form):
    """A small form. Name and address come last, whatever else it asks.

    Without JavaScript and without a cookie, as all forms for visitors (see ``ProtectedForm``).
    """

    email_field: ClassVar[str] = "email"

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        kwargs.setdefault("initial", self.asked_for(request))
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, TermsMixin):
                field.read_terms()
        self.order_fields([name for name in self.fields if name not in PERSON] + list(PERSON))

    name = forms.CharField(
        label="Dein Name",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Deine E-Mail-Adresse",
        max_length=254,
        required=False,
        help_text=NO_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": NO_ADDRESS},
    )

    @staticmethod
    def asked_for(request: HttpRequest) -> dict[str, str]:
        """Return what the address of the page fills in already."""
        return {}

    def found(self) -> list[str]:
        """Return what a rule says to the answers, as words for the address of the page that says thanks.

        May add to ``cleaned_data`` what the visitor is told.
        """
        return []


def text_field(
    label: str, missing: str = "", *, rows: int = 6, longest: int = 5000, **kwargs: Any
) -> forms.CharField:
    """Return a question with room for an answer.

    Args:
        label: the question.
        missing: what is said when nothing was written and something must be.
        rows: the room, in lines.
        longest: the most characters.
        kwargs: as for a ``CharField``.
    """
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
        **kwargs,
    )


def municipality_field(help_text: str) -> forms.ChoiceField:
    """Return the question for a Gemeinde, which may stay open."""
    return forms.ChoiceField(
        label="Gemeinde", choices=municipality_choices, required=False, help_text=help_text
    )
