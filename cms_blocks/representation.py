"""The public form of what blocks point to: the same dictionary for templates and for the API.

Absent files and deleted or private targets give None or "", never an error.
Addresses are absolute where the context carries a request or WAGTAILAPI_BASE_URL is set.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from wagtail.api.utils import get_full_url
from wagtail.images.models import SourceImageIOError
from wagtail.images.utils import to_svg_safe_spec

Context = Mapping[str, Any] | None

# The sizes that the templates use too, so that the API causes no renditions of its own.
RENDITIONS: Final = {
    "small": "width-480|format-webp",
    "medium": "width-960|format-webp",
    "large": "width-1440|format-webp",
}


def absolute_url(path: str, context: Context) -> str:
    """Return `path` as an absolute address if the context knows the host."""
    request = (context or {}).get("request")
    if not path.startswith("/") or request is None:  # a template's link stays on whatever host it is shown
        return path
    return str(get_full_url(request, path))


def rights_form(file: Any) -> dict[str, str]:
    """Return credit and licence of a file; empty strings on a host without the mixin."""
    licence = getattr(file, "get_licence_display", str)()
    names = ("credit", "rights_holder", "licence_url", "source_url", "credit_line")
    return {**{name: str(getattr(file, name, "") or "") for name in names}, "licence": str(licence or "")}


def image_alt(image: Any) -> str:
    """Return the text that stands for the image here: "" for a decoration, else of the block or the image."""
    if getattr(image, "decorative", False):
        return ""
    return str(getattr(image, "contextual_alt_text", None) or image.default_alt_text or "")


def image_form(image: Any, context: Context = None) -> dict[str, Any] | None:
    """Return an image with its text, rights and sizes.

    The original is not offered: it may hold the place where a photograph was taken.
    """
    if image is None:
        return None
    specs = {name: to_svg_safe_spec(spec) if image.is_svg() else spec for name, spec in RENDITIONS.items()}
    try:
        found = image.get_renditions(*set(specs.values()))
    except (SourceImageIOError, OSError, ValueError):  # the file is gone or is no image
        found = {}
    renditions = [
        {
            "name": name,
            "url": absolute_url(found[spec].url, context),
            "width": found[spec].width,
            "height": found[spec].height,
        }
        for name, spec in specs.items()
        if spec in found
    ]
    largest = renditions[-1] if renditions else {"url": None, "width": None, "height": None}
    return {
        "id": image.pk,
        "title": image.title,
        "alt": image_alt(image),
        "url": largest["url"],
        "width": largest["width"],
        "height": largest["height"],
        **rights_form(image),
        "renditions": renditions,
    }


def file_url(file: Any, context: Context) -> str:
    """Return the address of a file field's file, or "" if the field is empty."""
    return absolute_url(file.url, context) if file else ""


def document_form(document: Any, context: Context = None) -> dict[str, Any] | None:
    """Return a document with address, kind and size in bytes (None if the file is gone)."""
    if document is None:
        return None
    return {
        "id": document.pk,
        "title": document.title,
        "url": absolute_url(document.url, context),
        "extension": document.file_extension.lower(),
        "size": document.get_file_size(),
        **rights_form(document),
    }


def media_form(media: Any, context: Context = None) -> dict[str, Any] | None:
    """Return a film or sound with sources, poster, captions and transcript."""
    if media is None:
        return None
    sources = media.sources if media.file else []
    captions = file_url(getattr(media, "captions", None), context)
    return {
        "id": media.pk,
        "title": media.title,
        "type": media.type,
        "duration": media.duration or None,
        "width": media.width,
        "height": media.height,
        "sources": [{**source, "src": absolute_url(source["src"], context)} for source in sources],
        "poster": file_url(media.thumbnail, context),
        "captions": [{"url": captions, "language": settings.LANGUAGE_CODE}] if captions else [],
        "transcript": getattr(media, "transcript", ""),
        **rights_form(media),
    }


def page_form(page: Any, context: Context = None) -> dict[str, Any] | None:
    """Return a page that anybody may read; None for drafts, expired and restricted pages."""
    if page is None or not page.live or page.get_view_restrictions().exists():
        return None
    url = page.get_url((context or {}).get("request"))
    if not url:
        return None
    return {"id": page.pk, "title": page.title, "url": absolute_url(url, context)}
