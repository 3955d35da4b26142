"""Cards of things that are known already, as a search shows them, and the sizes of pictures."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

from knowledge.vocabularies.models import Term
from knowledge_search.results import Hit
from knowledge_search.service import hits_of

#: The size of a card's picture; the templates ask for the same one.
CARD_IMAGE = "fill-480x320|format-webp"
#: The size of a logo in the footer; its template asks for the same one.
LOGO = "max-320x120|format-webp"
#: The size of the picture that others show beside a link to here.
SHARED_IMAGE = "fill-1200x630|format-jpeg"


def cards_of(model: type[Model], keys: Iterable[int]) -> list[Hit]:
    """Return the cards of the public ones among things of a model, in the order given. One query."""
    content_type = ContentType.objects.get_for_model(model).pk
    found = hits_of([(content_type, key) for key in keys])
    return list(found.values())


def image_url(image: Any) -> str:
    """Return the address of the picture on a card; a file that is gone or broken is no reason to fail."""
    if image is None:
        return ""
    try:
        return str(image.get_rendition(CARD_IMAGE).url)
    except Exception:
        return ""


def fetch_renditions(images: list[Any], *specs: str) -> None:
    """Fetch the images' renditions of these filter specs in one query, to where Wagtail looks for them."""
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=specs)
    prefetch_related_objects(
        images, Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions")
    )


def terms_of(thing: Any) -> list[Term]:
    """Return the terms whose colours and icon stand for a project or page: its own, or its theme fields."""
    for name in ("megatrend", "theme"):
        if (term := getattr(thing, name, None)) is not None:
            return [term]
    themes = getattr(thing, "themes", None)
    return list(themes.all()) if themes is not None else []
