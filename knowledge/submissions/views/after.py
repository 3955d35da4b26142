"""What comes after the form: going on later, the mail that was sent, the confirmation, a lost link."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from knowledge.forms.protection import ProtectedForm
from knowledge.forms.rates import Limit

from .. import filling, links, relinking
from ..models import State, SubmissionLink
from .private import private_page, unknown

Purpose = SubmissionLink.Purpose


class AddressForm(ProtectedForm, forms.Form):
    """Asks where a link is to be mailed to."""

    limit = Limit("submission-link", per_address=(30, timedelta(hours=1)), per_email=(5, timedelta(hours=1)))
    email_field = "email"
    email = forms.EmailField(
        label="Deine E-Mail-Adresse",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Ohne E-Mail-Adresse können wir dir keinen Link schicken."},
    )


class ResendForm(ProtectedForm, forms.Form):
    """Asks for the same mail once more: one button."""

    limit = Limit(
        "submission-resend", per_address=(30, timedelta(hours=1)), per_email=(5, timedelta(hours=1))
    )
    email_field = "email"

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any] | None:
        """Count for the address that the mail goes to."""
        cleaned = super().clean() or {}
        return {**cleaned, "email": self.email}


@private_page
def share_later(request: HttpRequest, key: str) -> HttpResponse:
    """Mail a link with which a started submission can be gone on with."""
    submission = links.find(key, Purpose.FORM)
    if submission is None:
        return unknown(request)
    if submission.state != State.STARTED:
        return redirect("knowledge:share_sent", key)
    form = AddressForm(request.POST or None, initial={"email": submission.email})
    sent = form.is_valid() and form.verdict(request) is not None
    if sent:
        filling.remember_by_mail(submission, form.cleaned_data["email"])
    context = {"form": form, "submission": submission, "sent": sent, "key": key}
    return form.answered(render(request, "knowledge/submissions/later.html", context))


@private_page
def share_sent(request: HttpRequest, key: str) -> HttpResponse:
    """Say what happens now; have the mail sent again, or the address mended."""
    submission = links.find(key, Purpose.FORM)
    if submission is None:
        return unknown(request)
    if submission.state == State.STARTED:
        return redirect("knowledge:share_resume", key)
    form = ResendForm(request.POST or None, email=submission.email)
    again = form.is_valid() and form.verdict(request) is not None and filling.remind(submission)
    context = {"submission": submission, "again": again, "form": form, "key": key}
    return form.answered(render(request, "knowledge/submissions/sent.html", context))


@private_page
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for a click, since mail programs open links by themselves; the click confirms."""
    submission = links.find(key, Purpose.CONFIRM)
    if submission is None:
        return unknown(request)
    if request.method == "POST":
        filling.confirm(submission)
    if submission.state != State.SENT:
        return redirect(links.path_of(submission, Purpose.STATUS))
    return render(request, "knowledge/submissions/confirm.html", {"submission": submission})


@private_page
def lost_link(request: HttpRequest) -> HttpResponse:
    """Take an address and say the same whether or not it is known; who is known gets a mail."""
    form = AddressForm(request.POST or None)
    sent = form.is_valid() and form.verdict(request) is not None
    if sent:
        relinking.ask(form.cleaned_data["email"])
    return form.answered(
        render(request, "knowledge/submissions/lost_link.html", {"form": form, "sent": sent})
    )
