"""Slugs that a fixed route would shadow."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RoutePattern
from wagtail.models import Page, Site


def shadowing_route(page: Page, parent: Page | None = None) -> str:
    """Return the name of the route that answers at the page's address before Wagtail does, or "".

    ``parent`` is where the page is to go, for a page that is moved or copied; by default where it is.
    Only a child of a site's root can be shadowed at its first path segment, but routes can be deeper, so
    the whole path is asked. An address above fixed ones (``/api/`` with ``/api/v2/``) counts as theirs too:
    the page would answer, and some of the pages below it would not.
    """
    path = _future_path(page, parent)
    if path is None:
        return ""
    for address in _file_addresses():
        if path.startswith(address):
            return address
    for beginning in _fixed_beginnings(get_resolver().url_patterns):
        if beginning.startswith(path):
            return beginning
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    # Wagtail's own catch-all is the last resort, so anything else came before it.
    return "" if match.view_name == "wagtail_serve" else (match.view_name or match.route)


def _file_addresses() -> Iterator[str]:
    """Where static files and uploads are: the server before us answers there, so no route may tell."""
    for address in (settings.STATIC_URL, settings.MEDIA_URL):
        parts = urlsplit(address or "")
        if not parts.netloc and (path := parts.path.strip("/")):
            yield f"/{path}/"


def _fixed_beginnings(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The words with which fixed routes begin, such as ``/api/v2/``, up to their first variable part."""
    for pattern in patterns:
        if not isinstance(pattern.pattern, RoutePattern):
            continue
        beginning = str(pattern.pattern).partition("<")[0]
        if beginning:
            yield f"/{beginning}"
        elif isinstance(pattern, URLResolver):
            yield from _fixed_beginnings(pattern.url_patterns)


def _future_path(page: Page, parent: Page | None) -> str | None:
    """The address the page will have below its site, or None where no site shows it (or it is the root)."""
    if parent is None and page.path and page.depth > 1:
        # A new page has its path before it is saved: treebeard sets it in add_child.
        parent = Page.objects.filter(path=page.path[: -Page.steplen]).first()
    if parent is None:
        return None
    for site in Site.objects.select_related("root_page"):
        root = site.root_page
        if parent.path.startswith(root.path):
            below = parent.url_path[len(root.url_path) :]
            return f"/{below}{page.slug}/"
    return None
