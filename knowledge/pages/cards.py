"""Cards of pages, as a search shows them; those that no search finds have one too."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType

from knowledge.cards import CARD_IMAGE, fetch_renditions, image_url
from knowledge_search.models import Record
from knowledge_search.registry import ContentKind
from knowledge_search.results import Hit
from knowledge_search.service import hits_of

from .base import BasePage

_OVERVIEW = ContentKind("", "Übersicht", "Übersichten")


def cards_of_pages(pages: Iterable[tuple[int, int]]) -> list[Hit]:
    """Return the cards of published pages that anybody may read, in the order given.

    One query, and one or two for each type of page that no search finds.

    Args:
        pages: pairs of a content type's id and a page's.
    """
    wanted = list(pages)
    found = hits_of(wanted)
    missing: dict[int, list[int]] = {}
    for content_type, pk in wanted:
        if (content_type, pk) not in found:
            missing.setdefault(content_type, []).append(pk)
    others = [page for content_type, keys in missing.items() for page in _pages(content_type, keys)]
    fetch_renditions([page.image for page in others if page.image], CARD_IMAGE)
    found |= {(page.content_type_id, page.pk): _card(page) for page in others}
    return [found[page] for page in wanted if page in found]


def _pages(content_type: int, keys: Iterable[int]) -> list[Any]:
    model: Any = ContentType.objects.get_for_id(content_type).model_class()
    if model is None or not issubclass(model, BasePage):  # a host's own
        return []
    return list(model._default_manager.select_related("image").filter(pk__in=keys))


def _card(page: BasePage) -> Hit:
    record = Record(
        title=page.title,
        summary=page.summary,
        url=page.get_url() or "",
        image_url=image_url(page.image),
    )
    return Hit(record, _OVERVIEW)
