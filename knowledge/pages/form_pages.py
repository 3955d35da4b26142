"""Forms that the office builds, and what visitors send with them."""

from datetime import timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.dispatch import Signal
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField, AbstractFormSubmission, FormMixin
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.models import Page

from knowledge.forms.protection import ProtectedForm, Verdict

from .base import BasePage, BasePageForm
from .form_building import FIELD_TYPES, RESERVED_NAMES, WITH_CHOICES, OfficeFormBuilder

#: Something was sent with a form of the office. Arguments: `entry`, the `FormEntry`; look at `entry.is_spam`.
form_submitted = Signal()
#: What the address of the page says after sending.
SENT = "gesendet"


class FormPageForm(WagtailAdminFormPageForm, BasePageForm):
    """The admin's form: it looks after the names of the fields and after the address."""


class FormPage(FormMixin, BasePage):
    """A form that the office has built: a few questions, and a word of thanks."""

    base_form_class = FormPageForm
    form_builder = OfficeFormBuilder
    landing_page_template = "knowledge/form_page_landing.html"

    button = models.CharField("Aufschrift des Knopfes", max_length=60, default="Absenden")
    thanks = models.TextField(
        "Dank",
        max_length=1000,
        default="Danke! Deine Angaben sind bei uns angekommen.",
        help_text="Steht nach dem Absenden auf der Seite. Sagen Sie auch, wie es weitergeht.",
    )
    keep_days = models.PositiveSmallIntegerField(
        "Einsendungen löschen nach … Tagen",
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text="Steht auch unter dem Formular. Wählen Sie nicht mehr, als Sie brauchen.",
    )

    content_panels: ClassVar = [
        FormSubmissionsPanel(heading="Einsendungen"),
        *BasePage.content_panels,
        InlinePanel("form_fields", heading="Felder des Formulars", label="Feld", min_num=1),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("button"), FieldPanel("keep_days")]), FieldPanel("thanks")],
            heading="Absenden",
        ),
    ]
    preview_modes: ClassVar = [("form", "Formular"), ("landing", "Nach dem Absenden")]

    class Meta:
        verbose_name = "Formular"
        verbose_name_plural = "Formulare"

    @property
    def send_url(self) -> str:
        """Where the form is sent to; "" for a page that is not stored yet."""
        return reverse("knowledge:send_form", args=[self.pk]) if self.pk else ""

    def get_submission_class(self) -> type["FormEntry"]:
        """Return what keeps something sent."""
        return FormEntry

    def get_submissions_list_view_class(self) -> type[Any]:
        """Return the list with a folder for spam."""
        from .form_entries import FormEntriesView

        return FormEntriesView

    def get_data_fields(self) -> list[tuple[str, str]]:
        """Return the columns of the list of entries and of its export."""
        (time, _), *fields = super().get_data_fields()
        return [(time, "Gesendet am"), *fields, ("spam", "Warum Spam?")]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form, take what is sent with it, or say thanks. No answer is kept: each has a stamp."""
        answer = self._answer(request)
        add_never_cache_headers(answer)
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            if SENT in request.GET:
                return self.render_landing_page(request).render()
            return self._show(request, self._form(request))
        form = self._form(request, request.POST)
        if form.is_valid() and (verdict := form.verdict(request)):
            self._keep(form, verdict)
            return redirect(f"{self.get_url(request)}?{SENT}=1")
        return form.answered(self._show(request, form))

    def _form(self, request: HttpRequest, *data: Any) -> ProtectedForm:
        form: ProtectedForm = self.get_form(*data, page=self, user=request.user)
        return form

    def _show(self, request: HttpRequest, form: ProtectedForm) -> Any:
        response = super(FormMixin, self).serve(request)
        response.context_data["form"] = form
        return response.render()

    def _keep(self, form: ProtectedForm, verdict: Verdict) -> None:
        entry, is_new = FormEntry.objects.get_or_create(
            page=self,
            nonce=verdict.nonce,
            defaults={
                "form_data": form.cleaned_data,
                "is_spam": verdict.spam.is_spam,
                "spam_reasons": ", ".join(verdict.spam.reasons),
            },
        )
        if is_new:
            # Kept is kept: who is told of it may fail.
            form_submitted.send_robust(FormPage, entry=entry)


class FormField(AbstractFormField):
    """A question of a form."""

    page = ParentalKey(FormPage, related_name="form_fields", on_delete=models.CASCADE)
    label = models.CharField("Frage", max_length=255, help_text="Steht über dem Feld.")
    field_type = models.CharField("Art", max_length=16, choices=FIELD_TYPES, default="singleline")
    field_type.required_on_save = True  # type: ignore[attr-defined]
    required = models.BooleanField(
        "Muss ausgefüllt sein", default=False, help_text="Fragen Sie nur, was Sie wirklich brauchen."
    )
    choices = models.TextField(
        "Antworten zur Auswahl",
        blank=True,
        help_text="Jede in einer Zeile. Für Kästchen, Knöpfe und Listen.",
    )
    help_text = models.CharField("Hinweis", max_length=255, blank=True, help_text="Steht unter der Frage.")

    panels: ClassVar = [
        FieldPanel("label"),
        FieldPanel("help_text"),
        FieldPanel("field_type", classname="formbuilder-type", required_on_save=True),
        FieldPanel("choices", classname="formbuilder-choices"),
        FieldPanel("required"),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = "Feld eines Formulars"
        verbose_name_plural = "Felder eines Formulars"

    def clean(self) -> None:
        """Refuse a choice of nothing, and names that the form itself needs."""
        super().clean()
        if self.field_type in WITH_CHOICES and not self.choices.strip():
            raise ValidationError({"choices": "Bitte schreiben Sie die Antworten auf, jede in eine Zeile."})
        if self.get_field_clean_name() in RESERVED_NAMES:
            raise ValidationError({"label": "Bitte nennen Sie dieses Feld anders."})


class FormEntry(AbstractFormSubmission):
    """What somebody has sent with a form of the office."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name="Formular")
    submit_time = models.DateTimeField("Gesendet am", auto_now_add=True, db_index=True)
    nonce = models.CharField("Nummer der Seite", max_length=32)
    is_spam = models.BooleanField("Spam", default=False)
    spam_reasons = models.TextField("Warum Spam?", blank=True)

    class Meta:
        verbose_name = "Einsendung"
        verbose_name_plural = "Einsendungen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "nonce"], name="knowledge_formentry_once"),
        ]

    def __str__(self) -> str:
        # Not what was sent: this stands in logs.
        return f"Einsendung {self.pk}"

    def get_data(self) -> dict[str, Any]:
        """Return answers, time, and what speaks for spam, by name."""
        data: dict[str, Any] = super().get_data()
        return data | {"spam": self.spam_reasons}


def delete_old_entries() -> None:
    """Delete what has been kept for as long as its form says."""
    now = timezone.now()
    for pk, days in FormPage.objects.values_list("pk", "keep_days"):
        FormEntry.objects.filter(page=pk, submit_time__lt=now - timedelta(days=days)).delete()
