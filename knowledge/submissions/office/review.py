"""One submission: what the maker sent beside the draft, what is to be checked, and what can be done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.log_actions import registry as log_registry
from wagtail.permission_policies import ModelPermissionPolicy

from knowledge.projects.models import Project
from knowledge.uploads.serving import serve
from knowledge.vocabularies import gazetteer

from .. import consenting, deciding, deleting, filling
from ..comparing import differences, proposal
from ..duplicates import suspects
from ..models import OPEN, Consent, Submission
from ..showing import told_rows
from ..wordings import text_of
from .queue import CONFIRMED, UNCONFIRMED_PAPER

CHECKLIST = (
    ("complete", "Die Angaben sind vollständig."),
    ("plain", "Der Text ist verständlich."),
    ("rights", "Die Rechte an den Bildern sind geklärt."),
    ("consents", "Die Einwilligungen reichen für das, was erscheint."),
)
#: The value of the button that notes a withdrawn consent begins so; its kind follows.
ENDS_CONSENT = "widerruf-"


class WordsForm(forms.Form):
    """What the office writes to the maker."""

    text = forms.CharField(
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Bitte schreiben Sie der Macher*in ein paar Worte."},
    )


class EndForm(forms.Form):
    """The last day of a consent; empty: until it is withdrawn."""

    ends_on = forms.DateField(required=False)


class ReviewView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Checks and decides."""

    template_name = "knowledge/submissions/office/review.html"
    header_icon = "mail"
    permission_policy = ModelPermissionPolicy(Submission)
    permission_required = "change"
    submission: Submission

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the submission; what was never confirmed is nobody's business."""
        known = Submission.objects.filter(CONFIRMED | UNCONFIRMED_PAPER).select_related("project")
        self.submission = get_object_or_404(known, pk=kwargs["pk"])
        self.words = WordsForm()
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return the submission's title."""
        return str(self.submission)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        back = {"url": reverse("knowledge_submissions:index"), "label": "Einreichungen"}
        return [*self.breadcrumbs_items, back, {"url": "", "label": str(self.submission)}]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Do what was decided, tell so, and come back here; a form with a mistake is shown again."""
        pressed = request.POST.get("go", "")
        try:
            done = self._act(request, pressed)
        except deciding.AlreadyDecided as elsewhere:
            messages.warning(request, f"Jemand war schneller. Die Einreichung ist jetzt: {elsewhere}.")
            self.submission.refresh_from_db()
            return self.get(request, **kwargs)
        if not done:
            return self.get(request, **kwargs)
        messages.success(request, done)
        gone = pressed == "loeschen"
        return redirect(reverse("knowledge_submissions:index") if gone else request.path)

    def _act(self, request: HttpRequest, pressed: str) -> str:
        submission, user = self.submission, request.user
        if pressed == "pruefliste":
            submission.checklist = {name: name in request.POST for name, _ in CHECKLIST}
            submission.save(update_fields=["checklist", "changed_at"])
            return "Die Prüfliste ist gespeichert."
        if pressed == "uebernehmen":
            deciding.accept(submission, user, request.POST.get("revision", ""))
            return f"„{submission}“ ist veröffentlicht. Die Macher*in bekommt eine E-Mail."
        if pressed == "unterschrift":
            filling.confirm(submission)
            return "Die Unterschrift ist vermerkt. Der Entwurf wird angelegt."
        if pressed.startswith(ENDS_CONSENT):
            return self._withdraw_consent(pressed.removeprefix(ENDS_CONSENT))
        if pressed == "kein-spam":
            deciding.not_spam(submission, user)
            return "Die Einreichung liegt jetzt bei den anderen."
        if pressed == "loeschen":
            deleting.delete(submission, "durch das Projektbüro")
            return "Die Einreichung ist gelöscht."
        if pressed == "zeigen":
            self.words = WordsForm(request.POST)
            deciding.show_changes(submission, user, request.POST.get("text", "")[:5000])
            return "Die Macher*in sieht Ihre Änderungen und wird um Zustimmung gebeten."
        if pressed.startswith("ende-"):
            return self._end_consent(pressed.removeprefix("ende-"))
        if pressed in ("fragen", "ablehnen"):
            self.words = WordsForm(request.POST)
            if not self.words.is_valid():
                return ""
            words = self.words.cleaned_data["text"]
            if pressed == "fragen":
                deciding.ask(submission, user, words)
                return "Ihre Frage ist unterwegs."
            deciding.decline(submission, user, words)
            return "Die Einreichung ist abgelehnt. Die Macher*in bekommt Ihre Begründung."
        return ""

    def _withdraw_consent(self, kind: str) -> str:
        """Note what somebody has withdrawn by telephone or letter."""
        if kind in Consent.Kind.values and consenting.withdraw(self.submission, Consent.Kind(kind)):
            return "Der Widerruf ist vermerkt. Was die Einwilligung erlaubt hat, ist nicht mehr zu sehen."
        return ""

    def _end_consent(self, pk: str) -> str:
        """Set the last day of a consent, or none."""
        consent = get_object_or_404(
            self.submission.consents, pk=pk if pk.isdecimal() else 0, withdrawn_at=None
        )
        form = EndForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, "Das ist kein Datum. Richtig ist zum Beispiel 31.12.2027.")
            return ""
        consenting.end(consent, form.cleaned_data["ends_on"])
        return f"„{consent}“: gespeichert."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return everything that helps to decide."""
        submission = self.submission
        project = submission.project
        draft = project.get_latest_revision_as_object() if project else None
        if draft is not None:
            draft.set_areas()
        point = draft.coordinates if draft else None
        if draft and point is None and (found := gazetteer.point_of(draft.place_name)):
            point = found[1:]
        return super().get_context_data(
            **kwargs,
            submission=submission,
            project=project,
            draft=draft,
            map_point={"lat": point[0], "lng": point[1]} if point else None,
            edit_url=_admin_url(project, "edit"),
            history_url=_admin_url(project, "history"),
            rows=told_rows(submission.as_sent()),
            differences=differences(submission),
            proposal=proposal(submission),
            files=submission.files.select_related("upload"),
            consents=[
                (consent, text_of(consent.kind, consent.wording), consent.is_in_force())
                for consent in submission.consents.all()
            ],
            suspects=[(other, _admin_url(other, "edit")) for other in suspects(submission, public=False)],
            checklist=[(name, label, submission.checklist.get(name)) for name, label in CHECKLIST],
            said=submission.messages.select_related("user"),
            history=log_registry.get_logs_for_instance(project)[:20] if project else [],
            words=self.words,
            pressed=self.request.POST.get("go", ""),
            is_open=submission.state in OPEN and project is not None,
            written=self.words.data.get("text", "") if self.words.is_bound else "",
        )


def _admin_url(project: Project | None, name: str) -> str:
    return reverse(Project.snippet_viewset.get_url_name(name), args=[project.pk]) if project else ""


class FileView(PermissionCheckedMixin, View):
    """A file of a submission, for the office alone: made anew, never as it came."""

    permission_policy = ModelPermissionPolicy(Submission)
    permission_required = "change"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the small picture, or with ``?ganz=1`` the whole file."""
        submission = get_object_or_404(Submission, pk=kwargs["pk"])
        file = get_object_or_404(submission.files.select_related("upload"), pk=kwargs["file"])
        whole = "ganz" in request.GET
        if file.upload.state != file.upload.State.READY or not (whole or file.upload.thumbnail):
            raise Http404("The file is not ready.")
        return serve(file.upload, thumbnail=not whole)
