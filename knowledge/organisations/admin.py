"""Organisations in the admin."""

from typing import ClassVar

from wagtail.snippets.views.snippets import SnippetViewSet

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
