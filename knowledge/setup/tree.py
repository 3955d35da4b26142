"""The page tree of a new store: home, overviews, and a page for each theme field and megatrend."""

from typing import Any

from wagtail.models import Page, Site

from knowledge.pages.models import HomePage, ListPage, MegatrendPage, ThemePage
from knowledge.vocabularies.models import Megatrend, Theme

from .bodies import bullet_points, paragraphs
from .vocabularies import starting_content

TREE, NEWEST = ListPage.Order.TREE, ListPage.Order.NEWEST

#: The overviews below home: title, slug, one sentence, order. Empty ones stay out of the navigation.
LISTS = (
    ("Themenfelder", "themenfelder", "Die großen Felder, in denen sich das Zusammenleben verändert.", TREE),
    ("Megatrends", "megatrends", "Große Entwicklungen und die Projekte, die darauf antworten.", TREE),
    ("Wissen", "wissen", "Themenjahre, Wissenskarten, Dossiers und Gespräche zum Nachlesen.", TREE),
    ("Werkstätten", "werkstaetten", "Was Menschen aus der Region brauchen, haben und vorhaben.", TREE),
    ("Projekttagebücher", "projekttagebuecher", "Projekte, denen du beim Wachsen zusehen kannst.", NEWEST),
    ("Aktuelles", "aktuelles", "Was geschehen ist und was kommt.", NEWEST),
)


def set_up_tree() -> tuple[Page, int]:
    """Return the home page and the number of pages made; a store that has a home keeps its tree."""
    home = HomePage.objects.first()
    if home is not None:
        return home, 0
    home = _make_home()
    lists = {
        slug: _add(home, ListPage(title=title, slug=slug, summary=summary, order=order, show_in_menus=True))
        for title, slug, summary, order in LISTS
    }
    themes, megatrends = _rows("theme"), _rows("megatrend")
    pages = 1 + len(lists)
    for theme in Theme.objects.filter(page__isnull=True):
        body = paragraphs(themes.get(theme.key, {}).get("intro", ""))
        page = ThemePage(title=theme.label, slug=theme.key, summary=theme.description, theme=theme, body=body)
        _add(lists["themenfelder"], page)
        pages += 1
    for megatrend in Megatrend.objects.filter(page__isnull=True):
        row = megatrends.get(megatrend.key, {})
        body = [*paragraphs(row.get("text", "")), *bullet_points(row.get("points", []))]
        _add(
            lists["megatrends"],
            MegatrendPage(
                title=megatrend.label,
                slug=megatrend.key,
                summary=megatrend.description,
                megatrend=megatrend,
                body=body,
            ),
        )
        pages += 1
    return home, pages


def _rows(vocabulary: str) -> dict[str, dict[str, Any]]:
    """The starting content of a vocabulary by key; a term of the office's own has none."""
    return {row["key"]: row for row in starting_content()[vocabulary]}


def _add(parent: Page, page: Page) -> Any:
    """Add a published page with its first revision, so that its history begins at the beginning."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _make_home() -> HomePage:
    """Add the home page and let the default site begin there.

    Wagtail's stock welcome page makes room. A host with a home of its own keeps it: ours then stands
    beside it, and the office chooses in the site settings where the site begins.
    """
    root = Page.get_first_root_node()
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    stock = None
    if site and type(site.root_page.specific) is Page and not site.root_page.get_children().exists():
        stock = site.root_page
        stock.slug = "willkommen"  # its slug would stand in the way
        stock.save()
    home = HomePage(
        title="Wissensspeicher",
        slug="wissensspeicher",
        summary="Soziale Innovationen aus deiner Region: finden, verstehen, weitertragen.",
    )
    _add(root, home)
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    elif stock is not None:
        site.root_page = home
        site.site_name = site.site_name or "Wissensspeicher"
        site.save()
        stock.delete()
    return home
