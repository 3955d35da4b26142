"""Which pages only some may read.

An alias is as restricted as what it stands for, and a restriction on the alias itself says nothing: so
Wagtail decides when it serves a page (`Page.get_view_restrictions`). Its `.public()` asks for neither, and
would list an alias of a page behind a password.
"""

from django.db.models import Q, QuerySet
from wagtail.models import Page


def restricted_places() -> tuple[str, ...]:
    """Return the places in the tree that are restricted, with all below them. One query if there are none."""
    closed = Page.objects.filter(view_restrictions__isnull=False, alias_of__isnull=True)
    places = dict(closed.values_list("pk", "path"))
    new = set(places)
    while new:
        aliases = dict(Page.objects.filter(alias_of__in=new).values_list("pk", "path"))
        new = aliases.keys() - places.keys()
        places |= aliases
    return tuple(places.values())


def only_public(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of some pages that nobody restricted."""
    closed = Q(pk__in=[])
    for place in restricted_places():
        closed |= Q(path__startswith=place)
    return pages.exclude(closed)
