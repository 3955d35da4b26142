"""The needs as a table, for the office: what is missing where, and nobody's name."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.timezone import localtime
from django.views.generic import View
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from knowledge.vocabularies import gazetteer

from ..models import Enquiry, Kind
from ..showing import theme_labels

HEADER = (
    "Eingang",
    "Bedarf",
    "Beschreibung",
    "Themenfelder",
    "Ort",
    "Gemeinde",
    "Landkreis",
    "Stand",
    "Notiz",
)
#: What spreadsheets take for a formula at the beginning of a cell (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class NeedsTableView(PermissionCheckedMixin, View):
    """All needs but spam, the oldest first, as CSV that German spreadsheets open."""

    permission_policy = ModelPermissionPolicy(Enquiry)
    permission_required = "change"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        """Return the table row by row."""
        response = StreamingHttpResponse(_lines(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="bedarfe.csv"'
        return response


class _Line:
    """What the csv module writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def _lines() -> Iterator[str]:
    writer = csv.writer(_Line(), delimiter=";")
    # Without a byte order mark Excel reads umlauts wrongly.
    yield "\ufeff" + writer.writerow(HEADER)
    needs = Enquiry.objects.filter(kind=Kind.NEED, is_spam=False).order_by("created", "pk")
    for need in needs.iterator():
        yield writer.writerow([plain(cell) for cell in _row(need)])


def _row(need: Enquiry) -> list[str]:
    answers, ags = need.answers, need.municipality_ags
    return [
        f"{localtime(need.created):%d.%m.%Y}",
        answers.get("title", ""),
        answers.get("text", ""),
        ", ".join(theme_labels(need.theme_keys)) if need.theme_keys else "",
        answers.get("place", ""),
        need.municipality,
        gazetteer.district_name(ags[:5]) if ags else "",
        need.get_state_display(),
        need.note,
    ]


def plain(cell: str) -> str:
    """Return a cell that no spreadsheet runs: what looks like a formula gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
