"""Guards of the page tree."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from .base import SHADOWED
from .slugs import shadowing_route


def refuse_shadowed_move(request: Any, page: Any, destination: Any) -> HttpResponse | None:
    """Refuse to move a page to where a fixed route would answer instead of it."""
    if not shadowing_route(page, destination):
        return None
    messages.error(request, SHADOWED % page.slug)
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_shadowed_copy(request: Any, page: Any) -> HttpResponse | None:
    """Refuse to copy a page to a slug that a fixed route would shadow."""
    slug, parent_pk = request.POST.get("new_slug"), request.POST.get("new_parent_page")
    if request.method != "POST" or not slug:
        return None
    parent = Page.objects.filter(pk=parent_pk).first() if str(parent_pk).isdigit() else None
    probe = page.specific_class(slug=slug, path=page.path, depth=page.depth)
    if not shadowing_route(probe, parent or page.get_parent()):
        return None
    messages.error(request, SHADOWED % slug)
    return redirect("wagtailadmin_pages:copy", page.pk)


def refuse_shadowed_moves_in_bulk(
    request: Any, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for many pages at once; one of them is enough to refuse."""
    if action_type != "move":
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    refused = [page for page in objects if shadowing_route(page, destination)]
    for page in refused:
        messages.error(request, SHADOWED % page.slug)
    return redirect("wagtailadmin_explore", refused[0].get_parent().pk) if refused else None
