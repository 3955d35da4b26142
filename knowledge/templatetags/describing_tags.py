"""What stands in the head of a page for machines."""

from typing import Any

from django import template
from django.template.context import Context

from knowledge.describing.collections import describe_collection
from knowledge.describing.description import Description
from knowledge.describing.pages import describe_page
from knowledge.describing.projects import describe_project
from knowledge.pages import navigation
from knowledge.pages.base import BasePage
from knowledge.projects.models import Project

register = template.Library()


@register.inclusion_tag("knowledge/includes/meta.html", takes_context=True)
def page_meta(context: Context) -> dict[str, Any]:
    """Describe the project or page in the context: words, canonical address, picture, linked data.

    A preview is nobody's page yet, and says nothing.
    """
    request, project, page = (context.get(name) for name in ("request", "project", "page"))
    if request is None or getattr(request, "is_preview", False):
        return {"meta": None}
    name = navigation.surroundings(request).name
    found: Description | None = None
    if isinstance(project, Project):
        found = describe_project(request, project, name)
    elif isinstance(page, BasePage):
        found = describe_page(request, page, name, getattr(context.get("entries"), "number", 1))
    return {"meta": found, "site_name": name}


@register.inclusion_tag("knowledge/includes/meta.html", takes_context=True)
def collection_meta(context: Context, title: str, summary: str, *above: str) -> dict[str, Any]:
    """Describe a page at a fixed address; ``above`` are pairs of words and address, as for its breadcrumb."""
    request = context["request"]
    name = navigation.surroundings(request).name
    trail = list(zip(above[::2], above[1::2], strict=True))
    return {"meta": describe_collection(request, title, summary, trail, name), "site_name": name}
