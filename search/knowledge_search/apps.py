"""App configuration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KnowledgeSearchConfig(AppConfig):
    """Search records, facets and the engines that answer."""

    name = "knowledge_search"
    verbose_name = "Suche"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow content and schema."""
        from . import checks, page_signals, schema, signals, synonyms  # noqa: F401 - checks register themselves

        signals.connect()
        page_signals.connect()
        synonyms.connect()
        post_migrate.connect(schema.after_migrate, sender=self, dispatch_uid="knowledge_search.schema")
