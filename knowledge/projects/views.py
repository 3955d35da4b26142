"""The Steckbrief."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from knowledge_search.request import SearchRequest

from .gathering import get_public_project
from .models import Project


@require_safe
def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published project; drafts are 404 here and have their preview in the admin."""
    try:
        project = get_public_project(slug)
    except Project.DoesNotExist as missing:
        raise Http404(f"No public project has the slug {slug!r}.") from missing
    return render(request, "knowledge/projects/project.html", {"project": project})


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """Lead ``/projekte/`` to the search for projects, with whatever else the address asks for."""
    asked, _ = SearchRequest.parse(request.GET)
    projects = replace(asked, filters={**asked.filters, "type": ("project",)})
    return redirect(reverse("knowledge_search:search") + projects.to_query())
