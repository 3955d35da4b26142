"""One message: what was asked and answered, the way to reply, and what the office notes about it."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.log_actions import registry as log_registry
from wagtail.permission_policies import ModelPermissionPolicy

from knowledge.projects.models import Project

from .. import handling
from ..forms import page_of_this_site
from ..models import Enquiry, State
from ..showing import rows


class HandlingForm(forms.Form):
    """How far the office is."""

    state = forms.ChoiceField(label="Stand", choices=State.choices)
    note = forms.CharField(
        label="Notiz",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Liest nur das Projektbüro.",
    )


class MessageView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows one message and takes what the office decides."""

    template_name = "knowledge/enquiries/office/message.html"
    header_icon = "comment"
    permission_policy = ModelPermissionPolicy(Enquiry)
    permission_required = "change"
    enquiry: Enquiry

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the message."""
        known = Enquiry.objects.select_related("project", "handled_by")
        self.enquiry = get_object_or_404(known, pk=kwargs["pk"])
        self.form = HandlingForm(initial={"state": self.enquiry.state, "note": self.enquiry.note})
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return its first words."""
        return self.enquiry.headline

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        back = {"url": reverse("knowledge_enquiries:index"), "label": "Nachrichten"}
        return [*self.breadcrumbs_items, back, {"url": "", "label": self.enquiry.headline}]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Do what was decided, tell so, and come back here; a form with a mistake is shown again."""
        pressed = request.POST.get("go", "")
        if pressed == "loeschen":
            handling.delete(self.enquiry, "durch das Projektbüro")
            messages.success(request, "Die Nachricht ist gelöscht.")
            return redirect("knowledge_enquiries:index")
        if pressed in ("spam", "kein-spam"):
            handling.mark_spam(self.enquiry, request.user, pressed == "spam")
            where = "im Spam-Ordner" if self.enquiry.is_spam else "bei den anderen"
            messages.success(request, f"Die Nachricht liegt jetzt {where}.")
            return redirect(request.path)
        self.form = HandlingForm(request.POST)
        if not self.form.is_valid():
            return self.get(request, **kwargs)
        handling.handle(self.enquiry, request.user, **self.form.cleaned_data)
        messages.success(request, "Gespeichert.")
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return everything that helps to answer."""
        enquiry, project = self.enquiry, self.enquiry.project
        return super().get_context_data(
            **kwargs,
            enquiry=enquiry,
            rows=rows(enquiry),
            form=self.form,
            reply=_mail_to(enquiry),
            page_url=page_of_this_site(str(enquiry.answers.get("page", "")), self.request),
            project_url=reverse(Project.snippet_viewset.get_url_name("edit"), args=[project.pk])
            if project
            else "",
            history=log_registry.get_logs_for_instance(enquiry).select_related("user")[:20],
        )


def _mail_to(enquiry: Enquiry) -> str:
    """Return the address that opens the office's mail program, or "" where nobody can be answered."""
    subject = quote(f"Deine Nachricht: {enquiry.get_kind_display()}")
    return f"mailto:{quote(enquiry.email, safe='@+')}?subject={subject}" if enquiry.email else ""
