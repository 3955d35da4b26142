"""The office's words for mails, in the admin: a list of all kinds, and a form with preview for each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.forms import ModelForm, Textarea, TextInput
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.permission_policies import ModelPermissionPolicy

from . import outbox
from .composing import compose
from .kinds import MailKind, all_kinds, get_kind
from .letterhead import letterhead
from .models import MailText, OutgoingMail, wording_of
from .wording import clean_value

PERMISSION = "knowledge.change_mailtext"
RESET = "knowledge.mail_text.reset"
SHOWN_CHANGES = 10


class _Screen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """For those who may change the texts."""

    page_title = "E-Mail-Texte"
    header_icon = "mail"
    permission_policy = ModelPermissionPolicy(MailText)
    permission_required = "change"


class TextsView(_Screen, TemplateView):
    """All kinds of mails: what each is for, who gets it, whose words it has."""

    template_name = "knowledge/mails/admin/texts.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the kinds with their subjects."""
        own = dict(MailText.objects.values_list("kind", "subject"))
        rows = [(kind, own.get(kind.name, kind.subject), kind.name in own) for kind in all_kinds()]
        return super().get_context_data(**kwargs, rows=rows)


class TextForm(ModelForm):
    """Subject and text; the model says what is wrong with them."""

    class Meta:
        model = MailText
        fields = ("subject", "text")
        widgets: ClassVar = {
            "subject": TextInput(attrs={"size": 70}),
            "text": Textarea(attrs={"rows": 16, "cols": 76, "spellcheck": "true"}),
        }

    def clean_text(self) -> str:
        """Return the text with line ends as the suggestions have them, not as browsers send them."""
        return clean_value(self.cleaned_data["text"]).strip() + "\n"

    @property
    def wording(self) -> tuple[str, str]:
        """What was typed."""
        return self.cleaned_data["subject"], self.cleaned_data["text"]


class TextView(_Screen, FormView):
    """One kind's words: to change, to look at with sample values, to give back for the suggestion."""

    template_name = "knowledge/mails/admin/text.html"
    form_class = TextForm

    @property
    def kind(self) -> MailKind:
        """The kind of the address."""
        try:
            return get_kind(self.kwargs["kind"])
        except LookupError:
            raise Http404 from None

    def get_page_subtitle(self) -> str:
        """Return what the office calls the kind."""
        return self.kind.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        texts = {"url": reverse("mail_texts:index"), "label": self.page_title}
        return [*self.breadcrumbs_items, texts, {"url": "", "label": self.kind.title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the words as they are."""
        subject, text = wording_of(self.kind)
        own = MailText(kind=self.kind.name, subject=subject, text=text)
        return {**super().get_form_kwargs(), "instance": own}

    def form_valid(self, form: Any) -> HttpResponse:
        """Show the typed words as a mail, or keep them."""
        if "preview" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, wording=form.wording))
        if [words.strip() for words in form.wording] == [words.strip() for words in wording_of(self.kind)]:
            messages.info(self.request, "Am Text hat sich nichts geändert.")
        else:
            text = form.save()
            log(text, "wagtail.edit", data={"subject": text.subject, "text": text.text})
            messages.success(self.request, f"Der Text „{text}“ ist gespeichert und gilt ab sofort.")
        return redirect("mail_texts:edit", self.kind.name)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say that there is something to mend; what was typed stays in the form."""
        messages.error(self.request, "Noch nicht gespeichert: Bitte sehen Sie die Hinweise am Text an.")
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form, the placeholders, the mail with sample values, and what was changed when."""
        kind = self.kind
        wording = kwargs.pop("wording", None) or wording_of(kind)
        return super().get_context_data(
            **kwargs,
            kind=kind,
            placeholders=[(name, what, name in kind.required) for name, what in kind.placeholders.items()],
            letter=compose(wording, kind.sample(), kind.links, letterhead()),
            is_preview="preview" in self.request.POST,
            is_own=MailText.objects.filter(pk=kind.name).exists(),
            changes=_changes(kind),
        )


def _changes(kind: MailKind) -> QuerySet[ModelLogEntry]:
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(MailText), object_id=kind.name
    )
    return entries.select_related("user").order_by("-timestamp")[:SHOWN_CHANGES]


class ResetView(_Screen, View):
    """Gives the suggestion back."""

    def post(self, request: Any, kind: str) -> HttpResponse:
        """Forget the office's words; the history keeps them."""
        text = MailText.objects.filter(pk=kind).first()
        if text is not None:
            log(text, RESET, data={"subject": text.subject, "text": text.text})
            MailText.objects.filter(pk=kind).delete()
            messages.success(request, f"Für „{text}“ gilt wieder der Vorschlag.")
        return redirect("mail_texts:edit", kind)


class FailedView(_Screen, View):
    """Decides about mails that have failed: once more, or never."""

    def post(self, request: Any) -> HttpResponse:
        """Do what the button says for all of them."""
        if "again" in request.POST:
            count = outbox.try_again(OutgoingMail.objects.all())
            messages.success(request, f"Es wird noch einmal versucht ({count} E-Mails).")
        elif "never" in request.POST:
            count = outbox.give_up(OutgoingMail.objects.all())
            messages.success(request, f"Es wird nicht mehr versucht ({count} E-Mails).")
        return redirect("wagtailadmin_home")


class _MenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        """Show it to those who may change the texts."""
        return bool(request.user.has_perm(PERMISSION))


class MailTextViewSet(ViewSet):
    """The screens, below "Einstellungen"."""

    name = "mail_texts"
    url_prefix = "e-mail-texte"
    icon = "mail"
    menu_label = "E-Mail-Texte"
    menu_order = 110
    menu_item_class: ClassVar = _MenuItem
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the screens."""
        return [
            path("", self.construct_view(TextsView), name="index"),
            path("gescheitert/", self.construct_view(FailedView), name="failed"),
            path("<slug:kind>/", self.construct_view(TextView), name="edit"),
            path("<slug:kind>/vorschlag/", self.construct_view(ResetView), name="reset"),
        ]


def permissions() -> QuerySet[Permission]:
    """Return the permission to change the texts, to give to groups."""
    return Permission.objects.filter(content_type__app_label="knowledge", codename="change_mailtext")


def register_log_actions(actions: Any) -> None:
    """Give the log entry its words; called by Wagtail's hook of that name."""
    actions.register_action(RESET, "Vorschlag wieder verwenden", "Wieder der Vorschlag")
