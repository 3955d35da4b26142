"""The status page: where a submission stands, and all that its maker can still do."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from knowledge.forms.protection import ProtectedForm
from knowledge.forms.rates import Limit
from knowledge.uploads.serving import serve

from .. import comparing, consenting, deciding, deleting, links
from ..models import Consent, State, Submission, SubmissionLink
from ..wordings import text_of
from .private import private_page, unknown

Purpose = SubmissionLink.Purpose


#: What is said after a button was pressed, by its name.
DONE = {
    "antworten": "Deine Antwort ist bei uns.",
    "zustimmen": "Danke! Wir wissen jetzt, dass du einverstanden bist.",
    "zurueckziehen": "Du hast deine Einreichung zurückgezogen.",
    "widerrufen": "Deine Einwilligung ist widerrufen. Was sie erlaubt hat, ist nicht mehr zu sehen.",
}


class AnswerForm(ProtectedForm, forms.Form):
    """What a maker writes to the office."""

    limit = Limit("submission-answer", per_address=(60, timedelta(hours=1)))
    text = forms.CharField(
        label="Deine Antwort",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Schreib bitte etwas, bevor du es abschickst."},
    )


@private_page
def status(request: HttpRequest, key: str) -> HttpResponse:
    """Show where a submission stands; take answers, agreement, withdrawal and deletion."""
    submission = links.find(key, Purpose.STATUS)
    if submission is None:
        return unknown(request)
    form = AnswerForm(request.POST if request.POST.get("go") == "antworten" else None)
    if request.method == "POST":
        try:
            done = _act(request, submission, form)
        except deciding.AlreadyDecided:
            return _page(request, key, submission, form, late=True)
        if done is not None:
            return done
    return _page(request, key, submission, form)


def _act(request: HttpRequest, submission: Submission, form: AnswerForm) -> HttpResponse | None:
    pressed = request.POST.get("go", "")
    here = redirect(f"{request.path}?getan={pressed.partition('-')[0]}")
    if pressed == "antworten":
        if not form.is_valid() or form.verdict(request) is None:
            return None
        deciding.answer(submission, form.cleaned_data["text"])
    elif pressed == "zustimmen":
        deciding.agree(submission)
    elif pressed == "zurueckziehen":
        deciding.withdraw(submission)
    elif pressed == "loeschen":
        deleting.delete(submission, "Wunsch der Macher*in")
        return render(request, "knowledge/submissions/deleted.html")
    elif pressed.startswith("widerrufen-"):
        kind = pressed.removeprefix("widerrufen-")
        if kind in Consent.Kind.values:
            consenting.withdraw(submission, Consent.Kind(kind))
    else:
        return None
    return here


def _page(
    request: HttpRequest, key: str, submission: Submission, form: AnswerForm, late: bool = False
) -> HttpResponse:
    asked_to = request.GET.get("frage", "")
    done = DONE.get(request.GET.get("getan", ""), "")
    project = submission.project
    context: dict[str, Any] = {
        "submission": submission,
        "project": project if project and project.live else None,
        "form": form,
        "messages_said": submission.messages.all(),
        "consents": [
            (consent, text_of(consent.kind, consent.wording), consent.is_in_force())
            for consent in submission.consents.all()
        ],
        "differences": comparing.differences(submission) if submission.state == State.COUNTERSIGN else [],
        "correct_url": reverse("knowledge:correct_check", args=[key]),
        "may_correct": submission.state in (State.REVIEW, State.ASKED, State.COUNTERSIGN, State.ACCEPTED),
        "may_withdraw": submission.state not in (State.WITHDRAWN, State.DECLINED),
        # Deleting and withdrawing ask once more, on the same page and without a script.
        "asked_to": asked_to if asked_to in ("loeschen", "zurueckziehen") else "",
        "late": late,
        "done": "" if late or form.errors else done,
    }
    return form.answered(render(request, "knowledge/submissions/status.html", context))


@private_page
def file(request: HttpRequest, key: str, pk: int, purpose: Purpose = Purpose.FORM) -> HttpResponseBase:
    """A small picture of what somebody has uploaded, for whoever holds the key."""
    submission = links.find(key, purpose)
    found = submission.files.select_related("upload").filter(pk=pk).first() if submission else None
    if found is None or not found.upload.thumbnail:
        return unknown(request)
    return serve(found.upload, thumbnail=True)
