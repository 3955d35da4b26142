"""Pictures of the demo: drawn by the project, stored as images of the site."""

from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from cms_blocks.models import Licence

from .pictures import draw, draw_logo
from .rows import Row, read

CREDIT = "Wissensspeicher (gezeichnet)"


@cache
def _pictures() -> dict[str, Row]:
    return {row["key"]: row for row in read("pictures")["picture"]}


def picture(key: str) -> Any:
    """Return the image of a drawn picture; draw and store it the first time."""
    row = _pictures()[key]
    title = row["alt"].removeprefix("Zeichnung: ")
    return _find(key) or _store(key, title, row["alt"], draw(key, row["colours"], row["motif"]))


def logo(row: Row) -> Any:
    """Return the image of a word mark; draw and store it the first time."""
    return _find(row["key"]) or _store(row["key"], row["alt"], row["alt"], draw_logo(row["text"]))


def _find(key: str) -> Any:
    # Storage may add letters to a name that is taken; the file's name still begins like this.
    return get_image_model().objects.filter(file__contains=f"/demo-{key}.").first()


def _store(key: str, title: str, alt: str, content: bytes) -> Any:
    return get_image_model().objects.create(
        title=title,
        description=alt,
        credit=CREDIT,
        licence=Licence.CC0,
        file=ContentFile(content, name=f"demo-{key}.png"),
    )
