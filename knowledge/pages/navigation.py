"""The way through the pages: main menu and breadcrumb, each in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from . import frame
from .other_forms import EasyLanguagePage, SignLanguagePage
from .settings import KnowledgeSettings

#: How deep the menu goes below the site's first page.
LEVELS = 2
_FORMS = {
    "easy_language_page": ("Leichte Sprache", "easy-language"),
    "sign_language_page": ("Gebärdensprache", "sign-language"),
}
_FORM_FIELDS: dict[type[Page], str] = {
    EasyLanguagePage: "easy_language_page",
    SignLanguagePage: "sign_language_page",
}


@dataclass(frozen=True)
class MenuItem:
    """A link of the menu. ``current`` is what ``aria-current`` says: ``page``, ``true`` (above it), or ""."""

    title: str
    url: str
    current: str
    children: tuple["MenuItem", ...] = ()


@dataclass(frozen=True)
class OtherForm:
    """A link to what the site, or the page being shown, says in another form."""

    label: str
    url: str
    icon: str
    current: bool


def site_name(request: HttpRequest | None) -> str:
    """Return the name of the site that is asked, or ""."""
    site = Site.find_for_request(request) if request else None
    return str(site.site_name) if site else ""


def main_menu(request: HttpRequest, page: Any = None) -> list[MenuItem]:
    """Return the published pages marked for menus that anybody may read, two levels deep.

    ``page`` is the page being shown, if it is one. Pages behind a login or password stay out even for those
    who may read them: their titles are nobody else's business, and the menu is the same for everyone.
    """
    site = Site.find_for_request(request)
    if site is None:
        return []
    root = site.root_page
    pages = (
        Page.objects.live()
        .in_menu()
        .descendant_of(root)
        .filter(depth__lte=root.depth + LEVELS)
        .order_by("path")
        .only("title", "path", "depth", "url_path", "locale_id")
    )
    restricted = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    public = [page for page in pages if not page.path.startswith(restricted)]
    return _branch(public, root.path, request, getattr(page, "path", "") or "")


def _branch(pages: list[Page], parent_path: str, request: HttpRequest, here: str) -> list[MenuItem]:
    length = len(parent_path) + Page.steplen
    items = []
    for page in pages:
        if len(page.path) != length or not page.path.startswith(parent_path):
            continue
        current = "page" if page.path == here else "true" if here.startswith(page.path) else ""
        children = _branch(pages, page.path, request, here)
        items.append(MenuItem(page.title, page.get_url(request) or "", current, tuple(children)))
    return items


def other_forms(request: HttpRequest, page: Any, settings: KnowledgeSettings) -> list[OtherForm]:
    """Return the ways to Leichte Sprache and Gebärdensprache.

    A link leads to what is about the page being shown, else to what is about the whole site.
    """
    own: dict[str, Page] = {}
    if getattr(page, "pk", None):
        for model in (EasyLanguagePage, SignLanguagePage):
            if found := model.objects.live().public().filter(original=page.pk).first():
                own[_FORM_FIELDS[model]] = found
    links = []
    for field, (label, icon) in _FORMS.items():
        target = own.get(field) or getattr(settings, field)
        if target is not None and target.live:
            current = target.pk == getattr(page, "pk", None)
            links.append(OtherForm(label, target.get_url(request) or "", icon, current))
    return links


def breadcrumb(request: HttpRequest, page: Any = None) -> list[tuple[str, str]]:
    """Return (words, address) of what lies above ``page``, from the first page down; read once a request.

    Without a page, that is the first page alone. Unpublished pages in between are left out.
    """
    path = getattr(page, "path", "") or ""
    trails: dict[str, list[tuple[str, str]]] = request.__dict__.setdefault("_knowledge_trails", {})
    if path not in trails:
        trails[path] = _trail(request, page) if path else _first(request)
    return list(trails[path])


def _first(request: HttpRequest) -> list[tuple[str, str]]:
    url = frame.kept("first_page", request, None, lambda: _first_address(request))
    return [("Start", url)] if url else []


def _first_address(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return (site.root_page.get_url(request) or "/") if site else ""


def _trail(request: HttpRequest, page: Any) -> list[tuple[str, str]]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    root = site.root_page
    if page.path == root.path:
        return []
    trail = [("Start", root.get_url(request) or "/")]
    for ancestor in page.get_ancestors().live().filter(depth__gt=root.depth):
        trail.append((ancestor.title, ancestor.get_url(request) or ""))
    return trail
