"""Organisations in the admin."""

from typing import Any, ClassVar

from django.http import HttpResponse
from wagtail import hooks
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge.vocabularies.admin import refuse_used

from .models import Organisation


class OrganisationViewSet(SnippetViewSet):
    """Organisations: listed with kind and place."""

    model = Organisation
    icon = "home"
    menu_label = "Organisationen"
    menu_order = 220
    add_to_admin_menu = True
    list_display: ClassVar = ["name", "get_kind_display", "place_name"]
    list_filter: ClassVar = ["kind"]
    list_per_page = 50


@hooks.register("before_delete_snippet")
def refuse_used_organisations(request: Any, instances: list[Any]) -> HttpResponse | None:
    """Explain, instead of failing, why an organisation that a project names cannot be deleted."""
    return refuse_used(request, [thing for thing in instances if isinstance(thing, Organisation)])


@hooks.register("before_bulk_action")
def refuse_used_organisations_in_bulk(
    request: Any, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for many at once."""
    return refuse_used_organisations(request, objects) if action_type == "delete" else None
