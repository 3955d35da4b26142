"""A form for visitors with all that keeps machines out, and no person.

class ReportForm(ProtectedForm, forms.Form):
    limit = Limit("report", per_address=(30, timedelta(hours=1)))
    what = …

@public_form
def report(request):
    form = ReportForm(request.POST or None)
    if form.is_valid() and (verdict := form.verdict(request)):
        …  # keep it, unless `verdict.nonce` is kept already; `verdict.spam.is_spam`: in the spam folder
        return redirect(thanks)  # the same for all
    return form.answered(render(request, …, {"form": form}))
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .drawing import KernForm
from .rates import Limit
from .spam import SpamScore, score
from .stamps import Stamp, new_stamp, read_stamp

STAMP = "page_stamp"
#: A name that machines like to fill and no browser knows.
TRAP = "your_homepage"
#: Characters in a text field that says no limit of its own.
LONGEST = 10_000
TOO_MANY_REQUESTS = 429


@dataclass(frozen=True)
class Verdict:
    """What is known of something sent: the page it was sent from, and what speaks for advertising."""

    nonce: str
    spam: SpamScore


class ProtectedForm(KernForm):
    """Stands before `forms.Form` or `forms.ModelForm`.

    Attributes:
        limit: how often it may be sent.
        email_field: name of the field whose address counts as the sender's; "" if there is none.
    """

    limit: ClassVar[Limit]
    email_field: ClassVar[str] = ""

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self._stamp: Stamp | None = None
        self._trapped = False
        self._goes_on: datetime | None = None
        for field in self.fields.values():
            _limit_length(field)
        self.fields[TRAP] = forms.CharField(  # type: ignore[call-arg]
            label="Bitte lass dieses Feld leer.",
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
            template_name="knowledge/forms/trap.html",
        )
        self.fields[STAMP] = forms.CharField(
            required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}), initial=new_stamp
        )

    def clean(self) -> dict[str, Any] | None:
        """Take stamp and trap out of what was sent; ask to send again when the page was open too long."""
        cleaned = super().clean()
        data = self.cleaned_data if cleaned is None else cleaned
        self._trapped = bool(data.pop(TRAP, ""))
        self._stamp = read_stamp(data.pop(STAMP, ""))
        if self._stamp is None or not self._stamp.is_fresh:
            self._stamp_anew()
            self.add_error(
                None, "Die Seite war lange offen. Deine Angaben sind noch da: Bitte sende sie noch einmal."
            )
        return cleaned

    def verdict(self, request: HttpRequest) -> Verdict | None:
        """Return what is known of a valid form; None when it was sent too often: then the form says so.

        Counts, so ask once for each sending, outside of a transaction.
        """
        if self._stamp is None:
            raise ValueError("Only a valid form has a verdict.")
        self._goes_on = self.limit.hit(request, self.cleaned_data.get(self.email_field, ""))
        if self._goes_on:
            self.add_error(None, _wait_until(self._goes_on))
            return None
        found = score(self._texts(), seconds=self._stamp.age, trapped=self._trapped)
        return Verdict(self._stamp.nonce, found)

    def answered(self, response: HttpResponse) -> HttpResponse:
        """Return the page that shows this form; after too much was sent it says so to machines as well."""
        if self._goes_on:
            response.status_code = TOO_MANY_REQUESTS
            seconds = ceil((self._goes_on - timezone.now()).total_seconds())
            response["Retry-After"] = str(max(seconds, 1))
        return response

    def _stamp_anew(self) -> None:
        # A copy: what was sent may be somebody else's too.
        data: dict[str, Any] = copy(self.data)  # type: ignore[arg-type]
        data[self.add_prefix(STAMP)] = new_stamp()
        self.data = data

    def _texts(self) -> list[str]:
        return [
            value
            for name, value in self.cleaned_data.items()
            if isinstance(value, str) and _is_free_text(self.fields.get(name))
        ]


def _is_free_text(field: forms.Field | None) -> bool:
    return isinstance(field, forms.CharField) and not isinstance(field, (forms.EmailField, forms.URLField))


def _limit_length(field: forms.Field) -> None:
    if isinstance(field, forms.CharField) and field.max_length is None:
        field.max_length = LONGEST
        field.validators.append(MaxLengthValidator(LONGEST))


def _wait_until(moment: datetime) -> str:
    local = timezone.localtime(moment)
    day = "" if local.date() == timezone.localdate() else "morgen "
    return (
        "Von deinem Anschluss oder deiner E-Mail-Adresse kam gerade sehr viel. "
        f"Ab {day}{local:%H:%M} Uhr geht es weiter. "
        "Deine Angaben sind noch da: Lass diese Seite offen und sende sie dann noch einmal."
    )
