"""The way to a page: Wagtail asks twice for each step of an address, this twice for all of them."""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, PageViewRestriction

if TYPE_CHECKING:
    from .base import BasePage

#: Deeper is no page of a store; such an address gets Wagtail's own answer.
_DEEPEST = 20


def find_below(page: "BasePage", slugs: Sequence[str]) -> "BasePage | None":
    """Return the page at an address below another one, or that one, with all that its ``shown_with`` names.

    It knows the ``way`` from there, and whether anybody may read it. None where there is none, and where
    Wagtail must go step by step: a page on the way, or the last one, is of another kind than a store's and
    may have addresses of its own below it.
    """
    if len(slugs) > _DEEPEST:
        return None
    addresses = list(accumulate(slugs, lambda above, slug: f"{above}{slug}/", initial=page.url_path))[1:]
    above = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    restrictions = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    all_steps = list(
        Page.objects.filter(Q(path__in=above) | Q(path__startswith=page.path, url_path__in=addresses))
        .annotate(is_restricted=Exists(restrictions))
        .order_by("depth")
    )
    way = all_steps[len(above) :]
    if len(way) != len(slugs) or not all(_is_plain(step) for step in way):
        return None
    found = _read(way[-1]) if way else page
    if found is not None:
        found.way = (page, *way[:-1]) if way else ()
        # An alias is as restricted as what it stands for, and that is Wagtail's to find out.
        found.is_open = not any(step.is_restricted or step.alias_of_id for step in all_steps)
    return found


def _is_plain(step: Page) -> bool:
    from .base import BasePage

    model: Any = step.specific_class
    return model is not None and issubclass(model, BasePage) and model.route is BasePage.route


def _read(step: Page) -> "BasePage | None":
    model: Any = step.specific_class
    found: BasePage | None = (
        model._default_manager.select_related(*model.shown_with).filter(pk=step.pk).first()
    )
    return found
