"""What was sent with the office's forms, in the admin: a list with a spam folder, and its export."""

import re
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.encoding import force_str
from django_filters import ChoiceFilter
from wagtail.contrib.forms.views import SubmissionsListFilterSet, SubmissionsListView

from .form_pages import FormEntry

SPAM, ALL = "spam", "all"
# What a spreadsheet takes for the beginning of a formula, also after blanks.
_FORMULA = re.compile(r"^\s*[=+\-@]|^[\t\r\n]")


def in_words(value: Any) -> Any:
    """Return an answer as people write it; one that was not given is empty."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return "" if value is None else value


def as_text(value: Any) -> str:
    """Return what was typed so that a spreadsheet shows it and computes nothing."""
    text = ", ".join(value) if isinstance(value, list) else force_str(in_words(value))
    return f"'{text}" if _FORMULA.match(text) else text


class FormEntriesFilter(SubmissionsListFilterSet):
    """By day, and by folder: spam lies apart."""

    folder = ChoiceFilter(
        label="Ordner",
        empty_label="Eingang",
        choices=[(SPAM, "Spam-Ordner"), (ALL, "Alles")],
        method="keep_all",
    )

    def keep_all(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Leave it to `filter_queryset`, which knows what is meant when nothing is chosen."""
        return entries

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return the entries of the chosen folder."""
        entries: QuerySet = super().filter_queryset(queryset)
        folder = self.form.cleaned_data["folder"]
        return entries if folder == ALL else entries.filter(is_spam=folder == SPAM)


class FormEntriesView(SubmissionsListView):
    """The list of what was sent with one form."""

    page_title = "Einsendungen"
    filterset_class = FormEntriesFilter
    custom_value_preprocess: ClassVar = {
        **SubmissionsListView.custom_value_preprocess,
        (str, bool): {"csv": as_text, "xlsx": as_text},
        list: {"csv": as_text, "xlsx": as_text},
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the list shows; Wagtail would write "None" for what was not answered."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for row in context.get("data_rows", ()):
            row["fields"] = [in_words(value) for value in row["fields"]]
        return context


def only_for_readers(user: Any, form_pages: QuerySet) -> QuerySet:
    """Return the forms whose entries somebody may read: who writes pages need not read letters."""
    label = FormEntry._meta.app_label
    return form_pages if user.has_perm(f"{label}.view_formentry") else form_pages.none()
