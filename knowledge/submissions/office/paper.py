"""The office types what came on paper: all steps on one screen."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from knowledge.mails.letterhead import letterhead
from knowledge.pages.settings import KnowledgeSettings

from ..comparing import differences
from ..models import State, Submission, SubmissionMessage
from ..paper.entering import Picture, PictureRefused, Sheet, enter
from ..paper.forms import SheetForm, picture_forms, step_forms

Kind = SubmissionMessage.Kind
#: What the office has said last, where it has said something.
SAID = {State.ASKED: Kind.QUESTION, State.COUNTERSIGN: Kind.CHANGES, State.DECLINED: Kind.DECLINED}


class PaperView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Takes a sheet. What does not fit is shown again as it was typed."""

    template_name = "knowledge/submissions/office/paper.html"
    page_title = "Einreichung von Papier eintragen"
    header_icon = "mail"
    permission_policy = ModelPermissionPolicy(Submission)
    permission_required = "change"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make the forms, empty or with what was typed."""
        data = request.POST if request.method == "POST" else None
        self.sheet = SheetForm(data)
        self.steps = list(step_forms(data))
        self.pictures = picture_forms(data, request.FILES if data is not None else None)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Keep the sheet if everything fits, and show what became of it."""
        if self._is_valid() and (submission := self._enter(request)):
            if submission.state == State.SENT:
                told = "Die Macher*in bekommt eine E-Mail und muss sie in 7 Tagen bestätigen."
            else:
                told = "Der Entwurf wird angelegt und liegt gleich bei „Zu prüfen“."
            messages.success(request, f"„{submission}“ ist eingetragen, Code {submission.shown_code}. {told}")
            return redirect("knowledge_submissions:review", submission.pk)
        again = " Bitte wählen Sie auch die Bilder noch einmal aus." if request.FILES else ""
        messages.error(
            request, f"Noch ist nichts gespeichert. Bitte prüfen Sie die rot markierten Felder.{again}"
        )
        return self.get(request, **kwargs)

    def _is_valid(self) -> bool:
        forms = [self.sheet, *(form for _, form in self.steps), *self.pictures]
        # All of them, so that every mistake is told at once.
        faulty = [form for form in forms if not form.is_valid()]
        contact = self.steps[-1][1]
        if self.sheet.by_mail and not contact.cleaned_data.get("contact_email"):
            if "contact_email" not in contact.errors:
                contact.add_error("contact_email", "Für die Bestätigung per E-Mail fehlt die Adresse.")
            return False
        return not faulty

    def _enter(self, request: HttpRequest) -> Submission | None:
        told = self.sheet.cleaned_data
        sheet = Sheet(told["stamp"], told["code"], told["signed_on"], self.sheet.signed, self.sheet.by_mail)
        answers = {step.name: step.read(request.POST) for step, _ in self.steps}
        filled = [form for form in self.pictures if form.cleaned_data.get("file")]
        try:
            return enter(sheet, answers, [Picture(**form.cleaned_data) for form in filled])
        except PictureRefused as refused:
            for message in refused.messages:
                filled[refused.number].add_error("file", message)
            return None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        back = {"url": reverse("knowledge_submissions:index"), "label": "Einreichungen"}
        return [*self.breadcrumbs_items, back, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the forms; what stands beside the answers is asked last, as on the sheet."""
        consents = [field for field in self.sheet.visible_fields() if field.name.startswith("signed_c")]
        return super().get_context_data(
            **kwargs, sheet=self.sheet, steps=self.steps, pictures=self.pictures, consents=consents
        )


class AnswerView(PermissionCheckedMixin, View):
    """The office's last word as a letter, for makers without an e-mail address."""

    permission_policy = ModelPermissionPolicy(Submission)
    permission_required: ClassVar = "change"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Return the letter, ready to be printed."""
        known = Submission.objects.exclude(state__in=(State.STARTED, State.SENT))
        submission = get_object_or_404(known.select_related("project"), pk=pk)
        kind = SAID.get(State(submission.state))
        said = submission.messages.filter(kind=kind).last() if kind else None
        site = Site.find_for_request(request)
        project = submission.project
        context = {
            "submission": submission,
            "name": (submission.values("kontakt").get("contact_name") or [""])[0],
            "text": said.text if said else "",
            "differences": differences(submission) if submission.state == State.COUNTERSIGN else [],
            "address": letterhead().url.rstrip("/") + project.get_absolute_url() if project else "",
            "offices": [office.value for office in KnowledgeSettings.for_site(site).offices] if site else [],
        }
        return render(request, "knowledge/submissions/office/answer.html", context)
