"""Pages that present one term: the theme field's and the megatrend's."""

from typing import Any, ClassVar

from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel

from knowledge.vocabularies.models import Term
from knowledge_search.service import SearchRequest, search_all

from .base import BasePage


class TermPage(BasePage):
    """A page for one term, made in one step with it.

    The term appears when the page is first published, so that a half-typed draft leaves none behind, and
    stays when the page is copied, moved, unpublished or (protected) about to be deleted: what projects
    point to is the term. Page and term carry one name; whichever is renamed takes the other along
    (``knowledge.vocabularies.signals``).
    """

    term_model: ClassVar[type[Term]]
    #: The name of the one-to-one field that points to the term.
    term_field: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def term(self) -> Term | None:
        """The term this page presents (an alias: its source's); None for a draft that was never published."""
        source: Any = self.alias_of.specific if self.alias_of_id else self
        return getattr(source, self.term_field)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a page that goes live without a term gets one, and a new title renames the term."""
        # Saving a draft's revision writes a few other fields of the row; its title is not in force yet.
        update_fields = kwargs.get("update_fields")
        if self.alias_of_id:
            # Wagtail copies every field of the source, but a term has one page only.
            setattr(self, self.term_field, None)
        elif self.live and (update_fields is None or "title" in update_fields):
            self._ensure_term()
        super().save(*args, **kwargs)

    def _ensure_term(self) -> None:
        if self.term is None and self.pk:
            # An older revision knows nothing of the term that a later publication made.
            setattr(self, self.term_field, self._stored_term())
        term = self.term
        if term is None:
            setattr(self, self.term_field, self._make_term())
        elif term.label != self.title:
            term.label = self.title
            term.save()

    def _stored_term(self) -> Term | None:
        pk = type(self).objects.filter(pk=self.pk).values_list(f"{self.term_field}_id", flat=True).first()
        return self.term_model.objects.filter(pk=pk).first() if pk else None

    def _make_term(self) -> Term:
        key = base = slugify(self.slug or self.title)[:70] or "begriff"
        number = 1
        while self.term_model.objects.filter(key=key).exists():
            number += 1
            key = f"{base}-{number}"
        return self.term_model.objects.create(key=key, label=self.title)

    def with_content_json(self, content: dict[str, Any]) -> "TermPage":
        """Return the revision's page, with the term that the page has now."""
        page = super().with_content_json(content)
        setattr(page, f"{self.term_field}_id", getattr(self, f"{self.term_field}_id"))
        return page

    def get_searches(self) -> dict[str, SearchRequest]:
        """Return the searches that the page shows something of, by their names in the template."""
        key = self.term.key if self.term else ""
        filters = {"type": ("project",), self.term_model.vocabulary: (key,)}
        return {"projects": SearchRequest(filters=filters, limit=12)}

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the term and what the page's searches found; they are made at once."""
        searches = self.get_searches() if self.term else {}
        found = search_all(tuple(searches.values())) if searches else ()
        return super().get_context(request, *args, **kwargs) | {
            "term": self.term,
            **dict(zip(searches, found, strict=True)),
        }

    def get_search_facets(self) -> dict[str, tuple[str, ...]]:
        """Return the page's own term as its facet value."""
        return super().get_search_facets() | {
            self.term_model.vocabulary: (self.term.key,) if self.term else ()
        }


def term_panel(field: str) -> FieldPanel:
    """Return the panel that shows the presented term; it is made by publishing, not by choosing."""
    return FieldPanel(field, read_only=True, help_text="Entsteht beim ersten Veröffentlichen von selbst.")
