"""What visitors see: all ways to take part, the small forms, and a page that says thanks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from knowledge.forms.origins import public_form
from knowledge.projects.models import Project

from . import funding
from .forms import funding_settings
from .kinds import KINDS, EnquiryKind
from .models import Kind
from .receiving import receive


@require_safe
def take_part(request: HttpRequest) -> HttpResponse:
    """List all ways to take part."""
    is_funded = bool(funding_settings(request).offers)
    ways = [
        (each, reverse(f"knowledge:{each.name}"))
        for each in KINDS
        if not each.is_about_a_project and (is_funded or each.kind != Kind.FUNDING)
    ]
    return render(request, "knowledge/enquiries/take_part.html", {"ways": ways})


@public_form
def enquiry(request: HttpRequest, kind: EnquiryKind, slug: str = "") -> HttpResponse:
    """Show a small form and take what is sent.

    A Steckbrief may be taken down while somebody writes about it: what was written is kept all the same.
    """
    project = Project.objects.public().filter(slug=slug).first() if slug else None
    if slug and project is None and request.method != "POST":
        raise Http404(f"No public project has the slug {slug!r}.")
    form = kind.form(request.POST or None, request=request)
    if form.is_valid() and (verdict := form.verdict(request)):
        found = form.found()
        about = project.title if project else slug
        receive(kind, form.cleaned_data, verdict, request, project=project, about=about)
        said = reverse(f"knowledge:{kind.name}_thanks", args=[slug] if slug else [])
        return redirect(f"{said}?antwort={'.'.join(found)}" if found else said)
    context = {"kind": kind, "form": form, "project": project}
    return form.answered(render(request, kind.template, context))


@require_safe
def thanks(request: HttpRequest, kind: EnquiryKind, slug: str = "") -> HttpResponse:
    """Say thank you, to everybody alike; after the six questions, what the rule says to the answers."""
    hints = []
    if kind.kind == Kind.FUNDING and "antwort" in request.GET:
        hints = funding.hints(funding_settings(request).offer_values, request.GET["antwort"].split("."))
    context = {"kind": kind, "slug": slug, "hints": hints}
    return render(request, "knowledge/enquiries/thanks.html", context)
