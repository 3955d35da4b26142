"""The way through the pages: main menu, other forms and breadcrumb, from what is kept of the whole site."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, Site

from . import frame
from .restrictions import restricted_places
from .settings import KnowledgeSettings

#: How deep the menu goes below the site's first page.
LEVELS = 2
_FORMS = {
    "easy_language_page": ("Leichte Sprache", "easy-language"),
    "sign_language_page": ("Gebärdensprache", "sign-language"),
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


@dataclass(frozen=True)
class KnownPage:
    """A published page that anybody may read, as links to it need it."""

    pk: int
    path: str
    title: str
    url: str


@dataclass(frozen=True)
class Surroundings:
    """What every page shows of the site it belongs to; it is the same for everyone.

    Attributes:
        name: of the site.
        claim: one sentence that says what it is.
        url: address of the first page.
        root: the first page's place in the tree.
        menu: the pages marked for menus, two levels deep, in the tree's order.
        forms: what the whole site says in another form, by the setting's name.
        forms_of_pages: the same of single pages, by their ids.
        duties: the pages a law asks for, with the words of their links.
        restricted: places in the tree that only some may read, with all below them.
    """

    name: str = ""
    claim: str = ""
    url: str = ""
    root: str = ""
    menu: Sequence[KnownPage] = ()
    forms: Mapping[str, KnownPage] = field(default_factory=dict)
    forms_of_pages: Mapping[int, Mapping[str, KnownPage]] = field(default_factory=dict)
    duties: Sequence[tuple[str, KnownPage]] = ()
    restricted: tuple[str, ...] = ()

    def is_public(self, path: str) -> bool:
        """Say whether anybody may read the page at a place in the tree, if it is published."""
        return not path.startswith(self.restricted)


def surroundings(request: HttpRequest | None) -> Surroundings:
    """Return what is around the pages of the site that is asked; read once and anew after a change of it."""
    if request is None:
        return Surroundings()
    if not hasattr(request, "_knowledge_surroundings"):
        request._knowledge_surroundings = frame.kept(  # type: ignore[attr-defined]
            "surroundings", request, lambda: _read(request)
        )
    found: Surroundings = request._knowledge_surroundings  # type: ignore[attr-defined]
    return found


def _read(request: HttpRequest) -> Surroundings:
    site = Site.find_for_request(request)
    if site is None:
        return Surroundings()
    root = site.root_page
    settings = KnowledgeSettings.for_request(request)
    restricted = restricted_places()
    pages = list(_known_to_all(root))

    def known(page: Page | None) -> KnownPage | None:
        # Behind a login or password they stay out even for those who may read them: their titles are nobody
        # else's business, and what is kept is the same for everyone.
        if page is None or not page.live or page.path.startswith(restricted):
            return None
        return KnownPage(page.pk, page.path, page.title, page.get_url(request) or "")

    forms = {name: known(getattr(settings, name)) for name in _FORMS}
    of_pages: dict[int, dict[str, KnownPage]] = defaultdict(dict)
    for page in pages:
        for name, original in (("easy_language_page", page.easy_of), ("sign_language_page", page.signed_of)):
            if original and (found := known(page)):
                of_pages[original].setdefault(name, found)
    return Surroundings(
        name=site.site_name,
        claim=settings.claim,
        url=root.get_url(request) or "/",
        root=root.path,
        menu=[found for page in pages if page.is_in_menu and (found := known(page))],
        forms={name: found for name, found in forms.items() if found},
        forms_of_pages=dict(of_pages),
        duties=[(label, found) for label, page in settings.duty_pages if (found := known(page))],
        restricted=restricted,
    )


def _known_to_all(root: Page) -> QuerySet[Any]:
    """Return what is in the menu or in another form, in the tree's order."""
    in_menu = Q(
        live=True,
        show_in_menus=True,
        path__startswith=root.path,
        depth__gt=root.depth,
        depth__lte=root.depth + LEVELS,
    )
    return (
        Page.objects.annotate(
            is_in_menu=ExpressionWrapper(in_menu, BooleanField()),
            easy_of=F("knowledge_easylanguagepage__original"),
            signed_of=F("knowledge_signlanguagepage__original"),
        )
        .filter(in_menu | Q(easy_of__isnull=False) | Q(signed_of__isnull=False))
        .only("title", "path", "depth", "url_path", "locale_id", "live")
        .order_by("path")
    )


def main_menu(request: HttpRequest, page: Any = None) -> list[MenuItem]:
    """Return the published pages marked for menus that anybody may read, two levels deep.

    ``page`` is the page being shown, if it is one.
    """
    around = surroundings(request)
    return _branch(around.menu, around.root, getattr(page, "path", "") or "")


def _branch(pages: Sequence[KnownPage], parent_path: str, here: str) -> list[MenuItem]:
    length = len(parent_path) + Page.steplen
    items = []
    for page in pages:
        if len(page.path) != length or not page.path.startswith(parent_path):
            continue
        current = "page" if page.path == here else "true" if here.startswith(page.path) else ""
        children = _branch(pages, page.path, here)
        items.append(MenuItem(page.title, page.url, current, tuple(children)))
    return items


def other_forms(request: HttpRequest, page: Any) -> list[OtherForm]:
    """Return the ways to Leichte Sprache and Gebärdensprache.

    A link leads to what is about the page being shown, else to what is about the whole site.
    """
    around = surroundings(request)
    here = getattr(page, "pk", None)
    targets = {**around.forms, **around.forms_of_pages.get(here or 0, {})}
    return [
        OtherForm(label, targets[name].url, icon, targets[name].pk == here)
        for name, (label, icon) in _FORMS.items()
        if name in targets
    ]


def breadcrumb(request: HttpRequest, page: Any = None) -> list[tuple[str, str]]:
    """Return (words, address) of what lies above ``page``, from the first page down; read once a request.

    Without a page, that is the first page alone. Unpublished pages in between are left out.
    """
    path = getattr(page, "path", "") or ""
    trails: dict[str, list[tuple[str, str]]] = request.__dict__.setdefault("_knowledge_trails", {})
    if path not in trails:
        trails[path] = _trail(request, page)
    return list(trails[path])


def _trail(request: HttpRequest, page: Any) -> list[tuple[str, str]]:
    around = surroundings(request)
    if not around.url or getattr(page, "path", "") == around.root:
        return []
    trail = [("Start", around.url)]
    if getattr(page, "path", ""):
        # Wagtail's route to the page has seen them; a preview has not been routed to.
        above = getattr(page, "way", ()) or page.get_ancestors()
        trail += [
            (ancestor.title, ancestor.get_url(request) or "")
            for ancestor in above
            if ancestor.live and ancestor.path > around.root
        ]
    return trail
