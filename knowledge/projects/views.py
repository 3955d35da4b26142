"""The Steckbrief."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from .models import Project


def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published project; drafts are 404 here and have their preview in the admin."""
    project = get_object_or_404(
        Project.objects.public()
        .select_related("image", "film", "carrier", "stage", "reach", "audience", "kind")
        .prefetch_related(
            "themes",
            "megatrends",
            "goals",
            "challenges",
            "approaches",
            "partners__organisation",
            "funders__organisation",
            "tagged_items__tag",
            "gallery__image",
            "links",
            "relations__target__image",
        ),
        slug=slug,
    )
    return render(request, "knowledge/projects/project.html", {"project": project})


def project_list(request: HttpRequest) -> HttpResponse:
    """Lead ``/projekte/`` to the search for projects."""
    return redirect(f"{reverse('knowledge_search:search')}?type=project")
