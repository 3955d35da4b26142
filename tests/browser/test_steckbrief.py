"""The Steckbrief as visitors use it: by keyboard, without scripts, on paper, with no stranger watching."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.accessibility import assert_accessible
from tests.support.watch import Watch

PROJECT = "/projekte/make-science-halle/"
#: The longest texts of the demo, a cover in place of a picture, and many partners.
PRINTED = (
    *("make-science-halle", "gewinn", "delfin", "mikrofoerderung-ballenstedt", "gutalaune"),
    *("komz-landkarte", "beirat-social-entrepreneurship", "neue-kooperationen-zur-fachkraeftesicherung"),
    *("crummes-eck", "dorfladen-deersheim"),
)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_steckbrief_is_accessible_at_every_width(new_page: Callable[..., Page], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(PROJECT)
    page.wait_for_load_state("networkidle")
    assert_accessible(page)


def test_the_address_is_copied_by_keyboard_and_the_visitor_is_told(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(PROJECT)
    page.get_by_label("Adresse dieser Seite").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Adresse kopieren")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Die Adresse ist kopiert.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_where_nothing_may_be_copied_the_address_is_marked(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(PROJECT)
    page.get_by_role("button", name="Adresse kopieren").press("Enter")
    expect(page.get_by_text("Die Adresse ist markiert.")).to_be_visible()
    assert page.evaluate("document.getSelection().toString()") == page.url


def test_everything_works_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(PROJECT)
    expect(page.get_by_label("Adresse dieser Seite")).to_have_value(page.url)
    expect(page.get_by_role("link", name="Per E-Mail schicken")).to_be_visible()
    expect(page.get_by_role("button", name="Adresse kopieren")).to_be_hidden()
    expect(page.get_by_role("group", name="Karte: Lage des Projekts")).to_be_visible()
    expect(page.get_by_role("heading", name="Das passt dazu")).to_be_visible()
    page.get_by_role("link", name="Was gibt es in der Nähe?").press("Enter")
    expect(page).to_have_url(re.compile(r"/suche/\?.*near=51\.4990,11\.9545.*view=map"))


@pytest.mark.parametrize("slug", PRINTED)
def test_a_steckbrief_is_printed_on_one_sheet(page: Page, slug: str) -> None:
    page.goto(f"/projekte/{slug}/")
    page.wait_for_load_state("networkidle")
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", sheet)
    assert box is not None
    # A4 in points of 1/72 inch
    assert [round(float(side)) for side in box.groups()] == [595, 842]


def test_who_has_less_to_say_says_it_larger(page: Page) -> None:
    page.emulate_media(media="print")

    def letters(slug: str) -> str:
        page.goto(f"/projekte/{slug}/")
        return str(page.evaluate("getComputedStyle(document.querySelector('.story p')).fontSize"))

    # Pixels of 1/96 inch: 10.5, 9.5 and 8.25 points.
    assert [letters(slug) for slug in ("delfin", "gutalaune", "komz-landkarte")] == [
        "14px",
        "12.6667px",
        "11px",
    ]


def test_more_than_a_sheet_holds_flows_onto_the_next(page: Page) -> None:
    """And begins on the first: a box that may not break would leave it empty."""
    page.goto("/projekte/komz-landkarte/")
    page.evaluate(
        """() => {
            const story = document.querySelector('.story');
            const words = story.innerHTML;
            story.innerHTML = words.repeat(12);
            const last = document.querySelector('.glance dl > div:last-child');
            last.after(...Array.from({ length: 60 }, () => last.cloneNode(true)));
        }"""
    )
    sheets = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 3


def test_words_on_paper_have_no_space_before_what_parts_them(page: Page) -> None:
    page.goto("/projekte/gewinn/")
    page.emulate_media(media="print")
    parted = page.evaluate("""() => [...document.querySelectorAll('.terms li:not(:last-child)')].map(
        li => [getComputedStyle(li).display, getComputedStyle(li, '::after').content])""")
    assert parted
    assert {tuple(each) for each in parted} == {("inline", '", "')}


def test_paper_has_every_word_the_address_and_who_pays(page: Page) -> None:
    page.goto(PROJECT)
    words = page.locator(".story").inner_text()
    page.emulate_media(media="print")
    assert page.locator(".story").inner_text() == words
    for kept in (".qr-code", ".print-address", ".funding", ".glance .scale__drawing"):
        expect(page.locator(kept).first).to_be_visible()
    expect(page.locator(".print-address")).to_contain_text(PROJECT)
    for gone in (".site-nav", ".share", ".breadcrumb", ".site-search"):
        expect(page.locator(gone).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.story')).color") == "rgb(0, 0, 0)"


def test_a_film_elsewhere_loads_only_after_a_click(admin_page: Page, new_page: Callable[..., Page]) -> None:
    listing = admin_page.request.get("/api/v2/projects/?search=GeWinn&fields=_,id,title").json()["items"]
    number = next(item["id"] for item in listing if item["title"] == "GeWinn")
    admin_page.goto(f"/admin/snippets/knowledge/project/edit/{number}/")
    admin_page.fill("input[name=film_url]", "https://www.youtube.com/watch?v=aaaaaaaaaaa")
    admin_page.locator("footer").get_by_role("button", name="Mehr Aktionen").click()
    admin_page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(admin_page.locator(".messages .success")).to_contain_text("veröffentlicht")

    page = new_page()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<title>Film</title>")

    page.route("https://www.youtube-nocookie.com/**", answer)
    page.goto("/projekte/gewinn/")
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.get_by_role("button", name="Hier abspielen").press("Enter")
    expect(page.locator("iframe[title='Film: GeWinn']")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [url.split("?")[0] for url in asked] == ["https://www.youtube-nocookie.com/embed/aaaaaaaaaaa"]


def test_a_visit_to_a_neighbour_and_back(page: Page, watch: Watch) -> None:
    page.goto(PROJECT)
    first = page.locator(".fitting .card__title a").first
    title = first.inner_text()
    first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Make Science Halle")
