"""The form as a sheet to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from knowledge.pages.settings import KnowledgeSettings

from ..paper import printing
from ..paper.codes import new_code, write_code
from ..paper.forms import PICTURES


@never_cache
def paper(request: HttpRequest) -> HttpResponse:
    """Return all questions on A4, with a code of its own on every copy."""
    site = Site.find_for_request(request)
    offices = [office.value for office in KnowledgeSettings.for_site(site).offices] if site else []
    context = {
        "code": write_code(new_code()),
        "sections": printing.sections(),
        "picture_questions": printing.picture_questions(),
        "pictures": range(1, PICTURES + 1),
        "consents": printing.consents(),
        "offices": offices,
    }
    return render(request, "knowledge/submissions/paper/form.html", context)
