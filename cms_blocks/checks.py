"""System checks: a misspelt setting is named instead of being ignored."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from .conf import DEFAULTS


def check_settings(**kwargs: Any) -> list[CheckMessage]:
    """cms_blocks.E001: `CMS_BLOCKS` holds a key that means nothing."""
    return [
        Error(
            f"CMS_BLOCKS enthält den unbekannten Schlüssel „{key}“.",
            hint=f"Möglich sind: {', '.join(DEFAULTS)}.",
            id="cms_blocks.E001",
        )
        for key in getattr(settings, "CMS_BLOCKS", {})
        if key not in DEFAULTS
    ]
