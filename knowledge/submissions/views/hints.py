"""While the title is typed: projects that are known already, as a piece of a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..duplicates import similar


@require_safe
@never_cache
def similar_projects(request: HttpRequest) -> HttpResponse:
    """Return the likeliest published projects of ``titel`` and ``gemeinde``; empty where there is none."""
    projects = similar(request.GET.get("titel", "")[:160], request.GET.get("gemeinde", "")[:8])
    return render(request, "knowledge/submissions/similar.html", {"similar": projects})
