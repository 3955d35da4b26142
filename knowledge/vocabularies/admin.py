"""The vocabularies in the admin."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from .models import (
    Approach,
    Audience,
    Challenge,
    Goal,
    Hashtag,
    Kind,
    Megatrend,
    Reach,
    Stage,
    Term,
    Theme,
)
from .protection import explain, uses


class TermEditView(EditView):
    """Shows the key, but does not offer to change it."""

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form with the key locked."""
        form = super().get_form(form_class)
        if "key" in form.fields:
            form.fields["key"].disabled = True
        return form


class TermViewSet(SnippetViewSet):
    """One vocabulary: sorted by hand, found by its label."""

    edit_view_class = TermEditView
    list_display: ClassVar = ["label", "key"]
    list_per_page = 50
    copy_view_enabled = False


def _viewset(term_model: type[Term], term_icon: str) -> type[TermViewSet]:
    return type(
        f"{term_model.__name__}ViewSet",
        (TermViewSet,),
        {"model": term_model, "icon": term_icon, "menu_label": term_model._meta.verbose_name_plural},
    )


class HashtagViewSet(SnippetViewSet):
    """Hashtags, to rename or remove."""

    model = Hashtag
    icon = "tag"
    menu_label = "Schlagworte"
    list_display: ClassVar = ["name", "slug"]
    search_fields: ClassVar = ["name"]
    panels: ClassVar = [FieldPanel("name")]


class VocabularyGroup(SnippetViewSetGroup):
    """All vocabularies under one menu entry."""

    menu_label = "Vokabulare"
    menu_name = "vocabularies"
    menu_icon = "list-ul"
    menu_order = 250
    items = (
        *(
            _viewset(model, icon)
            for model, icon in (
                (Theme, "folder-open-inverse"),
                (Megatrend, "arrows-up-down"),
                (Goal, "globe"),
                (Challenge, "warning"),
                (Approach, "pick"),
                (Stage, "order"),
                (Reach, "expand-right"),
                (Audience, "group"),
                (Kind, "form"),
            )
        ),
        HashtagViewSet,
    )


@hooks.register("before_delete_snippet")
def refuse_used_terms(request: Any, instances: list[Any]) -> HttpResponse | None:
    """Explain, instead of failing, why a term in use cannot be deleted."""
    return refuse_used(request, [thing for thing in instances if isinstance(thing, Term)])


@hooks.register("before_bulk_action")
def refuse_used_terms_in_bulk(
    request: Any, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for many at once."""
    return refuse_used_terms(request, objects) if action_type == "delete" else None


def refuse_used(request: Any, things: list[Any]) -> HttpResponse | None:
    """Explain why things in use stay, and lead back to their list; None where nothing is in the way."""
    refused = [(thing, count) for thing in things if (count := uses(thing))]
    for thing, count in refused:
        messages.error(request, explain(thing, count))
    if refused:
        return redirect(reverse(refused[0][0].snippet_viewset.get_url_name("list")))
    return None
