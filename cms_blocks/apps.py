"""App configuration."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_delete


class CmsBlocksConfig(AppConfig):
    """Blocks for StreamFields, with their templates, styles and geo widgets."""

    name = "cms_blocks"
    verbose_name = "Inhaltsblöcke"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect checks and signals."""
        from .checks import check_settings
        from .signals import delete_captions

        register(check_settings)
        post_delete.connect(delete_captions, dispatch_uid="cms_blocks.delete_captions")
