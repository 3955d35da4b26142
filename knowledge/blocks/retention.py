"""How long data are kept, for the privacy page."""

from typing import Any

from cms_blocks.blocks import ContentBlock
from knowledge.retention import all_classes
from knowledge.retention.models import terms_in_force


class RetentionTermsBlock(ContentBlock):
    """A table of all data with the terms in force: there is nothing to fill in, so it is never wrong."""

    frozen_module = "knowledge.blocks"

    class Meta:
        label = "Löschfristen"
        description = "Welche Daten wie lange bleiben, mit den Fristen, die gerade gelten."
        icon = "bin"
        group = "Wissensspeicher"
        template = "knowledge/blocks/retention_terms.html"
        preview_template = "knowledge/blocks/preview.html"
        preview_value: dict[str, Any] = {}

    def rows(self) -> list[dict[str, Any]]:
        """Return what is kept, why, how many days and from when, in one query."""
        terms = terms_in_force()
        return [
            {
                "title": each.title,
                "what": each.what,
                "why": each.why,
                "days": terms[each.name].days,
                "since": each.since,
            }
            for each in all_classes()
        ]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the rows."""
        return super().get_context(value, parent_context) | {"rows": self.rows()}

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the rows."""
        return {"items": self.rows()}
