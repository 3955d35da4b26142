"""Cards of chosen projects."""

from typing import Any

from django.apps import apps
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms_blocks.blocks import ContentBlock
from cms_blocks.representation import absolute_url
from knowledge.cards import cards_of
from knowledge_search.results import Hit


class ProjectCardsBlock(ContentBlock):
    """Projects an editor picked. One that is not public (any more) is left out."""

    frozen_module = "knowledge.blocks"

    title = blocks.CharBlock(label="Überschrift", required=False, max_length=120)
    projects = blocks.ListBlock(
        SnippetChooserBlock("knowledge.Project", label="Projekt"), label="Projekte", min_num=1, max_num=12
    )

    class Meta:
        label = "Projektkarten"
        description = "Ausgewählte Projekte als Karten."
        icon = "snippet"
        group = "Wissensspeicher"
        template = "knowledge/blocks/project_cards.html"
        preview_template = "knowledge/blocks/preview.html"

    def public_projects(self, value: Any) -> list[Hit]:
        """Return the chosen projects that the public may see, in the editor's order, in one query."""
        chosen = dict.fromkeys(project.pk for project in value.get("projects") or [] if project)
        return cards_of(apps.get_model("knowledge", "Project"), chosen)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the projects that may be shown."""
        return super().get_context(value, parent_context) | {"hits": self.public_projects(value)}

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the title and, for each public project, id, title, summary and address."""
        return {
            "title": value.get("title") or "",
            "projects": [
                {
                    "id": project.id,
                    "title": project.title,
                    "summary": project.summary,
                    "url": absolute_url(project.url, context),
                }
                for project in self.public_projects(value)
            ],
        }

    def get_preview_value(self) -> Any:
        """Return the three newest published projects."""
        newest = apps.get_model("knowledge", "Project").objects.public().order_by("-first_published_at", "pk")
        return self.to_python(
            {"title": "Projekte zum Weiterlesen", "projects": list(newest.values_list("pk", flat=True)[:3])}
        )
