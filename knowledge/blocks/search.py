"""A search result that is always of today."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms_blocks.blocks import ContentBlock
from cms_blocks.representation import absolute_url
from knowledge_search.request import SearchRequest
from knowledge_search.results import SearchPage
from knowledge_search.service import search

#: An editor pastes the address of a search; nothing useful is longer.
MAX_LENGTH = 1000


class LiveSearchValue(blocks.StructValue):
    """The search an editor saved."""

    @property
    def query_string(self) -> str:
        """The part of the address after the question mark."""
        return (self.get("query") or "").strip().rpartition("?")[2]

    @property
    def url(self) -> str:
        """The address of the whole result."""
        return f"{reverse('knowledge_search:search')}?{self.query_string}"


class LiveSearchBlock(ContentBlock):
    """The first hits of a search, with the way to all of them. Count and list cannot disagree: one search."""

    frozen_module = "knowledge.blocks"

    title = blocks.CharBlock(label="Überschrift", required=False, max_length=120)
    query = blocks.CharBlock(
        label="Adresse der Suche",
        max_length=MAX_LENGTH,
        help_text="Suchen Sie auf der Website mit den Filtern Ihrer Wahl und fügen Sie die Adresse hier ein.",
        search_index=False,
    )
    number = blocks.IntegerBlock(label="Anzahl der Treffer", default=3, min_value=1, max_value=12)

    class Meta:
        label = "Lebendige Suche"
        description = "Die ersten Treffer einer Suche, immer auf dem neuesten Stand."
        icon = "search"
        group = "Wissensspeicher"
        template = "knowledge/blocks/live_search.html"
        label_format = "{title}"
        preview_template = "knowledge/blocks/preview.html"
        value_class = LiveSearchValue
        preview_value = {"title": "Neu im Wissensspeicher", "query": "type=project&sort=newest", "number": 3}

    def clean(self, value: Any) -> Any:
        """Refuse an address the search would not understand; name the part that is wrong."""
        cleaned = super().clean(value)
        _, problems = SearchRequest.parse(QueryDict(cleaned.query_string))
        if problems:
            raise StructBlockValidationError(
                block_errors={"query": ValidationError([problem.message for problem in problems])}
            )
        return cleaned

    def get_result(self, value: Any) -> SearchPage | None:
        """Return the search page with the first hits.

        None for a search that is not understood any more, as when a term was deleted: anything else than what
        the editor meant is worse than nothing.
        """
        request, problems = SearchRequest.parse(QueryDict(value.query_string))
        return None if problems else search(replace(request, limit=value.get("number") or 3, offset=0))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the result."""
        return super().get_context(value, parent_context) | {"result": self.get_result(value)}

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return title, address, number of all hits, and the first of them."""
        result = self.get_result(value)
        return {
            "title": value.get("title") or "",
            "url": absolute_url(value.url, context),
            "total_count": result.total if result else 0,
            "items": [
                {
                    "type": hit.type,
                    "id": hit.id,
                    "title": hit.title,
                    "summary": hit.summary,
                    "url": absolute_url(hit.url, context),
                }
                for hit in (result.hits if result else ())
            ],
        }
