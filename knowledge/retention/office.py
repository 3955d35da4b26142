"""The office's screen: every class of data with its term, and what was deleted last."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from .classes import DataClass, all_classes
from .log_actions import CHANGE
from .models import RetentionRun, RetentionTerm, terms_in_force

# Whoever shortens a term deletes for good: the Redaktion looks, and changes only if an administrator lets it.
ACTIONS = ("view", "change")


class TermsForm(forms.Form):
    """A number of days for each class that leaves a choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in all_classes():
            if not each.is_fixed:
                self.fields[each.name] = _field(each)

    @transaction.atomic
    def save(self, user: Any) -> list[DataClass]:
        """Keep the terms that were changed, and note each; return their classes."""
        held = terms_in_force()
        changed = []
        for each in all_classes():
            days = self.cleaned_data.get(each.name)
            before = held[each.name].days
            if days is None or days == before:
                continue
            term, _ = RetentionTerm.objects.update_or_create(name=each.name, defaults={"days": days})
            log(term, CHANGE, user=user, data={"before": before, "days": days})
            changed.append(each)
        return changed


def _field(each: DataClass) -> forms.IntegerField:
    between = f"Bitte geben Sie eine ganze Zahl von {each.least_days} bis {each.most_days} ein."
    return forms.IntegerField(
        label=f"Frist für „{each.title}“ in Tagen",
        min_value=each.least_days,
        max_value=each.most_days,
        help_text=f"{each.least_days} bis {each.most_days} Tage, Vorschlag: {each.term.days}",
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), between),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "size": 6}),
    )


def policy() -> ModelPermissionPolicy:
    """Return who may see the terms, and who may change them."""
    return ModelPermissionPolicy(RetentionTerm)


class TermsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Lists all classes; whoever may change terms does so for all of them at once."""

    template_name = "knowledge/retention/office.html"
    page_title = "Löschfristen"
    header_icon = "bin"
    permission_policy = ModelPermissionPolicy(RetentionTerm)
    any_permission_required: ClassVar = list(ACTIONS)
    form: TermsForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Prepare the form with the terms in force."""
        days = {name: term.days for name, term in terms_in_force().items()}
        self.form = TermsForm(request.POST if request.method == "POST" else None, initial=days)
        self.may_change = policy().user_has_permission(request.user, "change")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Keep the terms; what does not fit is shown again as it was typed."""
        if not self.may_change:
            messages.error(request, "Sie dürfen die Löschfristen ansehen, aber nicht ändern.")
            return redirect(request.path)
        if not self.form.is_valid():
            messages.error(request, "Nichts ist gespeichert. Bitte prüfen Sie die rot markierten Fristen.")
            return self.get(request, **kwargs)
        if changed := self.form.save(request.user):
            titles = ", ".join(f"„{each.title}“" for each in changed)
            messages.success(request, f"Gespeichert: {titles}. Das gilt ab dem nächsten Lauf.")
        else:
            messages.info(request, "Nichts ist geändert.")
        return redirect(request.path)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return each class with its term, its field if it has one, and what was deleted last."""
        runs = RetentionRun.objects.in_bulk()
        terms = terms_in_force()
        rows = [
            {
                "data": each,
                "days": terms[each.name].days,
                "field": None if each.is_fixed or not self.may_change else self.form[each.name],
                "run": runs.get(each.name),
            }
            for each in all_classes()
        ]
        return super().get_context_data(**kwargs, rows=rows, may_change=self.may_change)


class _TermsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        """Show it to those who may see the terms."""
        return bool(policy().user_has_any_permission(request.user, ACTIONS))


class RetentionViewSet(ViewSet):
    """The terms, among the settings."""

    name = "knowledge_retention"
    url_prefix = "loeschfristen"
    icon = "bin"
    menu_label = "Löschfristen"
    menu_order = 900
    add_to_settings_menu = True
    menu_item_class: ClassVar = _TermsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the address of the screen."""
        return [path("", self.construct_view(TermsView), name="index")]


def permissions() -> QuerySet[Permission]:
    """Return what an administrator may give to a group; called by Wagtail's hook ``register_permissions``."""
    return Permission.objects.filter(content_type=ContentType.objects.get_for_model(RetentionTerm))
