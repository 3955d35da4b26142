"""What cards need: pictures, theme fields and kinds of many things, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

from knowledge.vocabularies.models import Term

#: The size of a card's picture; the templates ask for the same one.
CARD_IMAGE = "fill-480x320|format-webp"
#: The size of a logo in the footer; its template asks for the same one.
LOGO = "max-320x120|format-webp"
#: The size of the picture that others show beside a link to here.
SHARED_IMAGE = "fill-1200x630|format-jpeg"
#: What a card reads from a project or page, where its class has it.
RELATIONS = ("image", "themes", "theme", "megatrend", "kind")


def prepare_cards(things: Iterable[Any]) -> list[Any]:
    """Return projects and pages as a list, with all that their cards read already fetched.

    The number of queries depends on how many classes are among them, not on how many things.
    """
    prepared = list(things)
    by_class: dict[type, list[Any]] = defaultdict(list)
    for thing in prepared:
        by_class[type(thing)].append(thing)
    for model, members in by_class.items():
        fields = {field.name for field in model._meta.get_fields()}  # type: ignore[attr-defined]
        prefetch_related_objects(members, *(name for name in RELATIONS if name in fields))
    fetch_renditions([thing.image for thing in prepared if getattr(thing, "image", None)], CARD_IMAGE)
    return prepared


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
