"""Pictures of the demo: drawn by the project, stored as images of the site."""

from typing import Any

from cms_blocks.models import Licence
from django.core.files.base import ContentFile
from wagtail.images import get_image_model

CREDIT = "Wissensspeicher (gezeichnet)"


def store_image(key: str, title: str, alt: str, content: bytes) -> Any:
    """Return the image with this key; store it the first time."""
    model = get_image_model()
    name = f"demo-{key}"
    existing = model.objects.filter(file__contains=f"/{name}").first()
    if existing is not None:
        return existing
    return model.objects.create(
        title=title,
        description=alt,
        credit=CREDIT,
        licence=Licence.CC0,
        file=ContentFile(content, name=f"{name}.png"),
    )
