"""Every kind of page, as visitors and editors see it: no request to a stranger, no error, no barrier."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import assert_accessible
from tests.support.watch import Watch

# One page of each template, with the longest content the demo has.
PUBLIC = {
    "home": "/",
    "theme list": "/themenfelder/",
    "theme field": "/themenfelder/sozialer-zusammenhalt/",
    "megatrend": "/megatrends/public-science/",
    "knowledge list": "/wissen/",
    "knowledge card": "/wissen/gesundheitskompetenz/",
    "theme year": "/wissen/themenjahr-2018/",
    "dossier": "/wissen/dossier-anhalt-bitterfeld/",
    "pilot": "/wissen/piloten/pflege-im-quartier/",
    "news list": "/aktuelles/",
    "news": "/aktuelles/aktionswoche-2018/",
    "documentation": "/werkstaetten/kick-off-2022/",
    "diary": "/projekttagebuecher/heimatbewegen/",
    "information": "/ueber-uns/",
    "project": "/projekte/make-science-halle/",
    "project without a picture": "/projekte/delfin/",
    "search": "/suche/",
    "projects only": "/suche/?type=project&theme=alter&q=Nachbarschaft",
    "nothing found": "/suche/?q=xyzzyqwert",
    "slips in the address": "/suche/?theme=unbekannt&farbe=blau&page=99999999",
    "all values of a facet": "/suche/werte/tag/",
    "lighthouses": "/leuchttuerme/",
    "goals": "/ziele/",
    "goal": "/ziele/11/",
    "goal without projects": "/ziele/1/",
    "taking part": "/mitmachen/",
    "hint": "/mitmachen/hinweis/delfin/",
    "need": "/mitmachen/bedarf/",
    "event tip": "/mitmachen/veranstaltung/",
    "micro-grant": "/mitmachen/foerderung/",
    "what fits": "/mitmachen/foerderung/danke/?antwort=passt.betrag",
    "contact": "/kontakt/",
    "barrier": "/barriere-melden/",
    "legal notice": "/impressum/",
    "privacy": "/datenschutz/",
    "paper form": "/mitmachen/papier/",
    "easy language": "/leichte-sprache/",
    "style guide": "/gestaltung/",
    "interview": "/interview/",
    "sign language": "/gebaerden/",
    "form": "/formular/",
    "form was sent": "/formular/?gesendet=1",
    "share an innovation": "/mitmachen/teilen/",
    "a lost link": "/mitmachen/link/",
    "a page's password": "/mit-passwort/",
    "who one is": "/nach-anmeldung/",
}
ADMIN = {
    "home": "/admin/",
    "projects": "/admin/snippets/knowledge/project/",
    "new project": "/admin/snippets/knowledge/project/add/",
    "organisations": "/admin/snippets/knowledge/organisation/",
    "new organisation": "/admin/snippets/knowledge/organisation/add/",
    "theme fields": "/admin/snippets/knowledge/theme/",
    "new megatrend": "/admin/snippets/knowledge/megatrend/add/",
    "hashtags": "/admin/snippets/knowledge/hashtag/",
    "settings": "/admin/settings/knowledge/knowledgesettings/",
    "micro-grants": "/admin/settings/knowledge/fundingsettings/",
    "messages": "/admin/nachrichten/",
    "images": "/admin/images/",
    "documents": "/admin/documents/",
    "media": "/admin/media/",
    "pages": "/admin/pages/",
    "forms": "/admin/forms/",
    "submissions": "/admin/einreichungen/",
    "words of mails": "/admin/e-mail-texte/",
    "synonyms": "/admin/suche/synonyme/",
    "new synonyms": "/admin/suche/synonyme/new/",
    "search diary": "/admin/suche/tagebuch/",
    "retention terms": "/admin/loeschfristen/",
    "submission from paper": "/admin/einreichungen/papier/",
}


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("address", PUBLIC.values(), ids=PUBLIC.keys())
def test_a_public_page_is_clean_and_accessible(
    new_page: Callable[..., Page], address: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    page.wait_for_load_state("networkidle")
    # What floats at thumb height covers a part of the page until one scrolls: that makes no link too small.
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(".search-switch { position: static !important; translate: none !important }");
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{overflow} pixels stick out to the right"
    assert not page.locator("script:not([src]):not([type='application/ld+json'])").count(), "inline script"
    assert not page.locator("[style], style").count(), "inline style"


def test_every_link_of_the_navigation_leads_somewhere(page: Page) -> None:
    page.goto("/")
    links = page.locator("header a, footer a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) > 5
    for link in set(links):
        assert page.request.get(link).ok, link


def test_search_and_filters_work_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/suche/")
    page.locator("main input[name=q]").fill("Nachbarschaft")
    page.locator("main input[name=q]").press("Enter")
    expect(page).to_have_url(re.compile("q=Nachbarschaft"))
    expect(page.locator("main h1")).to_contain_text("Treffer")


def test_a_missing_page_is_german_and_helps(page: Page, watch: Watch) -> None:
    watch.expect("status 404")
    page.goto("/gibt-es-nicht/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("link", name="Start").first).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("address", ADMIN.values(), ids=ADMIN.keys())
def test_an_admin_screen_opens_without_asking_strangers(admin_page: Page, address: str) -> None:
    answer = admin_page.goto(address)
    assert answer is not None
    assert answer.status == 200
    admin_page.wait_for_load_state("networkidle")
    expect(admin_page.locator("html")).to_have_attribute("lang", "de")


def test_every_page_type_can_be_opened_in_the_editor(admin_page: Page) -> None:
    tree = admin_page.request.get("/api/v2/pages/?limit=100&fields=_,id,type").json()["items"]
    one_each = {page["meta"]["type"]: page["id"] for page in tree}
    assert len(one_each) >= 9
    for number in one_each.values():
        answer = admin_page.goto(f"/admin/pages/{number}/edit/")
        assert answer is not None
        assert answer.status == 200
        admin_page.wait_for_load_state("networkidle")


def test_the_pattern_library_shows_every_block_accessibly(admin_page: Page) -> None:
    admin_page.goto("/bausteine/")
    admin_page.wait_for_load_state("networkidle")
    assert admin_page.locator("main .cms-pattern").count() >= 15
    assert_accessible(admin_page, within="main")


def test_the_typeface_is_our_own_copy(page: Page) -> None:
    page.goto("/")
    page.wait_for_load_state("networkidle")
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.weight).sort()"
    assert page.evaluate(loaded) == ["400", "600"]


def test_theme_fields_can_be_ticked_without_unfolding(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/suche/")
    page.get_by_label(re.compile("^Gesundheit ")).check()
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page).to_have_url(re.compile("theme=gesundheit"))


def test_open_filters_are_no_folded_ones_to_the_keyboard(new_page: Callable[..., Page]) -> None:
    """Beside the hits the filters stand open; a stop of the Tab key that only folds would say they do not."""
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto("/suche/?theme=alter")
    expect(page.get_by_role("heading", name="Filter (1 aktiv)")).to_have_count(1)
    page.get_by_role("button", name="Suchen", exact=True).focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Themenfeld (1 gewählt)"
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.get_by_role("heading", name="Filter (1 aktiv)")).to_have_count(1)
    expect(page.locator(".search-facet__summary").first).to_be_hidden()


def test_a_printed_search_keeps_what_was_asked_and_found(page: Page) -> None:
    page.goto("/suche/?q=Nachbarschaft&theme=alter")
    page.emulate_media(media="print")
    for controls in (".search-form", ".search-sort", ".search-chips__reset", ".site-nav"):
        expect(page.locator(controls)).to_be_hidden()
    for kept in (".search-results__count", ".search-chips", ".search-hits"):
        expect(page.locator(kept)).to_be_visible()


@pytest.mark.parametrize("name", ["home", "projects only", "project", "information"])
def test_a_word_longer_than_the_screen_breaks(new_page: Callable[..., Page], name: str) -> None:
    page = new_page(viewport={"width": 320, "height": 800})
    page.goto(PUBLIC[name])
    page.locator("main").evaluate(
        """main => main.querySelectorAll('h1, h2, p, dd, figcaption, .breadcrumb span, a span, dd a, h3 a')
            .forEach(element => { element.textContent = 'Mehrgenerationenhausgemeinschaft'.repeat(3) })"""
    )
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{overflow} pixels stick out to the right"
