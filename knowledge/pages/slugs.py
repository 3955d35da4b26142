"""Slugs that a fixed route would shadow."""

from django.urls import Resolver404, resolve
from wagtail.models import Page, Site


def shadowing_route(page: Page, parent: Page | None = None) -> str:
    """Return the name of the route that answers at the page's address before Wagtail does, or "".

    ``parent`` is where the page is to go, for a page that is moved or copied; by default where it is.
    Only a child of a site's root can be shadowed at its first path segment, but routes can be deeper, so
    the whole path is asked.
    """
    path = _future_path(page, parent)
    if path is None:
        return ""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    # Wagtail's own catch-all is the last resort, so anything else came before it.
    return "" if match.view_name == "wagtail_serve" else (match.view_name or match.route)


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
