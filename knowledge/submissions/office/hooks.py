"""A project that came from a submission is deleted with it, or the maker's words stay behind."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from knowledge.projects.models import Project

from ..models import Submission


def refuse_deletion(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Lead whoever deletes such a project in Wagtail to its submission, where all of it can be deleted."""
    projects = [instance for instance in instances if isinstance(instance, Project)]
    found = Submission.objects.filter(project__in=projects).first()
    if found is None:
        return None
    messages.warning(
        request,
        f"„{found}“ stammt aus einer Einreichung. Löschen Sie die Einreichung: Dann verschwindet alles, "
        "auch Bilder und Verlauf. Sollen nur Leser*innen nichts mehr sehen, depublizieren Sie das Projekt.",
    )
    return redirect("knowledge_submissions:review", found.pk)


def refuse_bulk_deletion(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """Do the same for many at once."""
    return refuse_deletion(request, objects) if action == "delete" else None
