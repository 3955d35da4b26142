"""Synonyms in the admin: a list, and a form that says what it does not understand."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import SynonymGroup
from ..synonyms import MAX_WORD_LENGTH, shared_with_others, split


class SynonymForm(WagtailAdminModelForm):
    """Tidies what was typed: one comma between two words, no word twice."""

    def clean_words(self) -> str:
        """Return the words, or say what is missing."""
        words = split(self.cleaned_data["words"])
        if len(words) < 2:
            raise ValidationError(
                "Bitte geben Sie mindestens zwei verschiedene Wörter ein, mit Komma getrennt, "
                "zum Beispiel: Kita, Kindergarten."
            )
        long = next((word for word in words if len(word) > MAX_WORD_LENGTH), None)
        if long:
            raise ValidationError(
                f"„{long[:40]}…“ ist zu lang. Ein Wort oder eine Wortgruppe hat höchstens "
                f"{MAX_WORD_LENGTH} Zeichen. Fehlt ein Komma?"
            )
        return ", ".join(words)


def _say_what_is_shared(request: HttpRequest, group: SynonymGroup) -> None:
    for word, other in shared_with_others(group)[:5]:
        messages.warning(
            request,
            f"„{word}“ steht auch in der Gruppe „{other.words}“. Das ist erlaubt. "
            "Gehören beide zusammen, führen Sie sie besser in einer Gruppe.",
        )


class SynonymCreateView(CreateView):
    """A new group; a word may come along in the address, from the search diary."""

    def get_initial_form_instance(self) -> SynonymGroup:
        """Return a group with the word that came along."""
        return SynonymGroup(words=self.request.GET.get("words", "")[:200])

    def save_instance(self) -> SynonymGroup:
        """Save, and name groups that have one of the words too."""
        group: SynonymGroup = super().save_instance()
        _say_what_is_shared(self.request, group)
        return group


class SynonymEditView(EditView):
    """A group."""

    def save_instance(self) -> SynonymGroup:
        """Save, and name groups that have one of the words too."""
        group: SynonymGroup = super().save_instance()
        _say_what_is_shared(self.request, group)
        return group


class SynonymIndexView(IndexView):
    """All groups; the database finds a word in them."""

    search_fields: ClassVar = ["words", "note"]
    search_backend_name = None


class SynonymViewSet(ModelViewSet):
    """The groups of synonyms."""

    model = SynonymGroup
    name = "search_synonyms"
    url_prefix = "suche/synonyme"
    icon = "tag"
    menu_label = "Synonyme"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = SynonymIndexView
    add_view_class = SynonymCreateView
    edit_view_class = SynonymEditView
    list_display: ClassVar = ["words", "note"]
    list_export: ClassVar = ["words", "note"]
    export_filename = "synonyme"
    list_per_page = 50
    ordering: ClassVar = ["words"]
    edit_handler = ObjectList([FieldPanel("words"), FieldPanel("note")], base_form_class=SynonymForm)
