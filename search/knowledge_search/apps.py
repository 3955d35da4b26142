"""App configuration."""

from django.apps import AppConfig


class KnowledgeSearchConfig(AppConfig):
    """Search records, facets and the engines that answer."""

    name = "knowledge_search"
    verbose_name = "Suche"
    default_auto_field = "django.db.models.BigAutoField"
