"""Pages and settings of the demo."""

from collections.abc import Callable, Mapping
from typing import Any

from wagtail.models import Page, Site

from knowledge.enquiries.models import FundingSettings
from knowledge.organisations.models import Organisation
from knowledge.pages.models import (
    DossierPage,
    HomePage,
    InformationPage,
    InterviewPage,
    KnowledgeCardPage,
    ListPage,
    NewsPage,
    PilotPage,
    PilotPartner,
    ThemeYearPage,
)
from knowledge.pages.other_forms import EasyLanguagePage, SignLanguagePage
from knowledge.pages.settings import KnowledgeSettings
from knowledge.projects.models import Project
from knowledge.setup.bodies import bullet_points, html, inline
from knowledge.setup.duty_pages import duty_rows, make_body, set_up_duty_pages
from knowledge.vocabularies.models import Theme

from .bodies import BodyMaker
from .files import logo, picture
from .rows import CONTENT, Row, read

PAGE_TYPES: dict[str, type[Page]] = {
    "home": HomePage,
    "list": ListPage,
    "information": InformationPage,
    "knowledge_card": KnowledgeCardPage,
    "theme_year": ThemeYearPage,
    "dossier": DossierPage,
    "news": NewsPage,
    "interview": InterviewPage,
    "pilot": PilotPage,
    "easy_language": EasyLanguagePage,
    "sign_language": SignLanguagePage,
}
OFFICE_FIELDS = ("name", "street", "postcode")


def page_rows() -> list[Row]:
    """Return all pages of the data files, parents before children."""
    names = sorted(path.stem for path in (CONTENT / "pages").glob("*.toml"))
    return [row for name in names for row in read(f"pages/{name}")["page"]]


def load_pages(organisations: Mapping[str, Organisation], projects: Mapping[str, Project]) -> dict[str, Page]:
    """Return the demo's pages by key; make what is missing, leave alone what somebody edited.

    Two rounds: first every page, then the bodies, since these link to pages that come later.
    """
    rows = page_rows()
    pages: dict[str, Page] = {}
    untouched: list[tuple[Page, Row]] = []
    for row in rows:
        page, mine = _find_or_make(row, pages)
        pages[row["key"]] = page
        if mine:
            untouched.append((page, row))
    bodies = BodyMaker(organisations, projects, pages)
    for page, row in untouched:
        _fill(page, row, bodies, organisations, projects)
        revision = page.save_revision()
        if not row.get("draft"):
            revision.publish()
    return pages


def _find_or_make(row: Row, pages: Mapping[str, Page]) -> tuple[Page, bool]:
    """Return the row's page, and whether its content may still be written."""
    if row["type"] == "home":
        home = HomePage.objects.get()
        return home, _is_untouched(home)
    parent = pages[row["parent"]]
    found = parent.get_children().filter(slug=row["slug"]).first()
    if found is not None:
        page = found.specific
        return page, isinstance(page, ListPage) and _is_untouched(page)
    page = PAGE_TYPES[row["type"]](
        title=row["title"],
        slug=row["slug"],
        live=False,
        show_in_menus=row.get("in_menu", False),
        **_dated(row),
    )
    parent.add_child(instance=page)
    return page, True


def _is_untouched(page: Page) -> bool:
    """Say whether a page is as `setup_site` left it: one revision, by nobody."""
    return page.revisions.count() <= 1 and not page.revisions.filter(user__isnull=False).exists()


def _dated(row: Row) -> dict[str, Any]:
    """The fields a page cannot be without."""
    return {name: row[name] for name in ("date", "year") if name in row}


def _fill(
    page: Page,
    row: Row,
    bodies: BodyMaker,
    organisations: Mapping[str, Organisation],
    projects: Mapping[str, Project],
) -> None:
    page.title = row["title"]
    page.summary = row["summary"]
    page.show_in_menus = row.get("in_menu", False)
    page.body = bodies.make(row.get("body", []))
    if "picture" in row:
        page.image = picture(row["picture"])
    if "themes" in row:
        page.themes = list(Theme.objects.filter(key__in=row["themes"]))
    if isinstance(page, PilotPage):
        _fill_pilot(page, row, organisations, projects)
    elif fill := FILLERS.get(type(page)):
        fill(page, row)


def _fill_list(page: Any, row: Row) -> None:
    page.order = row.get("order", ListPage.Order.TREE)


def _fill_news(page: Any, row: Row) -> None:
    page.date_text, page.place = row.get("date_text", ""), row.get("place", "")


def _fill_card(page: Any, row: Row) -> None:
    page.theme, page.change = Theme.objects.filter(key=row["theme"]).first(), row["change"]


def _fill_dossier(page: Any, row: Row) -> None:
    page.district_ags = row.get("district", "")


def _fill_interview(page: Any, row: Row) -> None:
    page.questions = [
        {"type": "question", "value": {"question": item["question"], "answer": html(item["answer"])}}
        for item in row.get("questions", [])
    ]


def _fill_pilot(
    page: Any, row: Row, organisations: Mapping[str, Organisation], projects: Mapping[str, Project]
) -> None:
    page.goals = _list_html(row.get("goals", []))
    page.measures = _list_html(row.get("measures", []))
    page.interim_results = "".join(
        f"<p><b>{inline(item['title'])}</b> {inline(item['text'])}</p>" for item in row.get("interim", [])
    )
    page.project = projects.get(row.get("project", ""))
    for order, key in enumerate(row.get("partners", [])):
        page.partners.add(PilotPartner(organisation=organisations[key], sort_order=order))


def _list_html(points: list[str]) -> str:
    return "".join(value for _, value in bullet_points(points))


FILLERS: dict[type[Page], Callable[[Any, Row], None]] = {
    ListPage: _fill_list,
    NewsPage: _fill_news,
    KnowledgeCardPage: _fill_card,
    DossierPage: _fill_dossier,
    InterviewPage: _fill_interview,
}


def fill_duty_pages() -> list[Page]:
    """Fill the gaps of the duty pages that the demo has words for; return all pages that the settings name.

    The pages and all their other words are those that every store begins with.
    """
    set_up_duty_pages(HomePage.objects.get())
    settings = KnowledgeSettings.for_site(Site.objects.get(is_default_site=True))
    filled, pages = read("duty_pages"), []
    for row in duty_rows():
        page = getattr(settings, row["field"]).specific
        pages.append(page)
        if row["field"] in filled and _is_untouched(page):
            page.body = make_body(row, filled[row["field"]])
            page.save_revision().publish()
    return pages


def load_settings() -> KnowledgeSettings:
    """Return the settings of the default site, filled unless somebody already did."""
    site = Site.objects.get(is_default_site=True)
    settings = KnowledgeSettings.for_site(site)
    if settings.claim or settings.offices:
        return settings
    data = read("settings")
    site.site_name = data["site"]["name"]
    site.save()
    logos = {row["key"]: logo(row) for row in data["logo"]}
    settings.claim = data["site"]["claim"]
    settings.funding_note = data["site"]["funding_note"]
    settings.offices = [
        {"type": "office", "value": {"city": row["town"], **{name: row[name] for name in OFFICE_FIELDS}}}
        for row in data["office"]
    ]
    settings.contacts = [
        {"type": "contact", "value": {"name": row["name"], "organisation": row["role"]}}
        for row in data["contact"]
    ]
    # The state's funders belong to the KomZ, whose own page names them.
    settings.funders = [
        {
            "type": "funder",
            "value": {
                "name": row["name"],
                "note": row.get("note", ""),
                "logo": logos[row["logo"]].pk,
                "link": {},
            },
        }
        for row in data["funder"]
        if row["scope"] == "mansfeld-suedharz"
    ]
    settings.save()
    return settings


def load_funding() -> None:
    """Tell of the micro-grants, unless somebody already did."""
    settings = FundingSettings.for_site(Site.objects.get(is_default_site=True))
    if settings.offers:
        return
    data = read("settings")["funding"]
    settings.introduction = data["introduction"]
    settings.offers = [("offer", row) for row in data["offer"]]
    settings.save()
