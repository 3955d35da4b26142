"""What the office does all day, in the admin and on the site, as issue and handbook promise it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

ADD_PROJECT = "/admin/snippets/knowledge/project/add/"
TITLE = "Fahrradküche Wolfsrüti"


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def text_field(page: Page, label: str) -> Locator:
    """The input itself: the panel around it and the links to it bear the same label."""
    return page.get_by_role("textbox", name=label)


def publish(page: Page) -> None:
    """Choose "Veröffentlichen" in the footer's menu, and wait until the admin says that it is done."""
    page.locator("footer").get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text("veröffentlicht")


def count(page: Page, address: str) -> int:
    return page.request.get(address).json()["meta"]["total_count"]


def theme_count(page: Page, key: str) -> int:
    facets = page.request.get("/api/v2/search/?type=project").json()["facets"]
    values = next(facet["values"] for facet in facets if facet["name"] == "theme")
    return next((value["count"] for value in values if value["value"] == key), 0)


@pytest.fixture
def edit_address(admin_page: Page) -> Iterator[str]:
    """A published project with a place and a theme, made by hand; the address of its form."""
    page = admin_page
    page.goto(ADD_PROJECT)
    page.get_by_placeholder("Wie heißt das Projekt?").fill(TITLE)
    text_field(page, "Kurzbeschreibung").fill("Nachbar*innen reparieren zusammen Räder.")
    open_tab(page, "Themen und Einordnung")
    page.get_by_label("Gesundheit", exact=True).check()
    open_tab(page, "Ort")
    page.locator("[data-cms-location-map]").click(position={"x": 300, "y": 120})
    expect(page.locator(".cms-location__pin")).to_have_count(1)
    publish(page)
    page.goto("/admin/snippets/knowledge/project/?q=Wolfsr")
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    page.wait_for_url("**/edit/*/")
    address = page.url
    yield address
    page.goto(address.replace("/edit/", "/delete/"))
    page.get_by_role("button", name="Ja, löschen").click()
    expect(page.locator(".messages .success")).to_contain_text("gelöscht")


def test_a_published_project_is_found_at_once_and_an_unpublished_one_is_gone(
    admin_page: Page, page: Page, edit_address: str
) -> None:
    steckbrief = "/projekte/fahrradkueche-wolfsrueti/"
    query = "/api/v2/search/?q=Wolfsr%C3%BCti"
    assert count(page, query) == 1
    assert count(page, f"{query}&theme=gesundheit&type=project") == 1
    before = count(page, "/api/v2/projects/")
    page.goto("/suche/?q=Wolfsrüti&theme=gesundheit")
    page.get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(re.compile(steckbrief))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    admin_page.goto(edit_address.replace("/edit/", "/unpublish/"))
    admin_page.get_by_role("button", name="Ja, Veröffentlichung aufheben").click()
    expect(admin_page.locator(".messages .success")).to_be_visible()

    assert page.request.get(steckbrief).status == 404
    assert count(page, query) == 0
    assert count(page, "/api/v2/projects/") == before - 1
    page.goto("/suche/?q=Wolfsrüti")
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)


def test_a_published_change_of_themes_moves_the_project_between_facets(
    admin_page: Page, page: Page, edit_address: str
) -> None:
    health, age = theme_count(page, "gesundheit"), theme_count(page, "alter")
    admin_page.goto(edit_address)
    open_tab(admin_page, "Themen und Einordnung")
    admin_page.get_by_label("Gesundheit", exact=True).uncheck()
    admin_page.get_by_label("Alter", exact=True).check()
    publish(admin_page)
    assert (theme_count(page, "gesundheit"), theme_count(page, "alter")) == (health - 1, age + 1)


def test_a_draft_is_previewed_but_not_public(
    admin_page: Page, page: Page, edit_address: str, new_page: Callable[..., Page]
) -> None:
    admin_page.goto(edit_address)
    text_field(admin_page, "Kurzbeschreibung").fill("Dieser Satz ist noch ein Entwurf.")
    admin_page.get_by_role("button", name="Vorschau umschalten").click()
    frame = admin_page.frame_locator("iframe[data-w-preview-target='iframe']").last
    expect(frame.get_by_text("Dieser Satz ist noch ein Entwurf.")).to_be_visible(timeout=15_000)
    answer = page.request.get("/projekte/fahrradkueche-wolfsrueti/")
    assert "noch ein Entwurf" not in answer.text()


def test_a_renamed_theme_field_shows_its_new_name_everywhere(admin_page: Page, page: Page) -> None:
    def rename(old: str, new: str) -> None:
        admin_page.goto("/admin/snippets/knowledge/theme/")
        admin_page.get_by_role("link", name=old, exact=True).first.click()
        text_field(admin_page, "Bezeichnung").fill(new)
        admin_page.get_by_role("button", name="Speichern").click()
        expect(admin_page.locator(".messages .success")).to_contain_text(new)

    rename("Arbeit", "Arbeit und Wirtschaft")
    try:
        page.goto("/suche/?theme=arbeit&type=project")
        expect(page.locator("main")).to_contain_text("Arbeit und Wirtschaft")
        page.goto("/themenfelder/arbeit/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Arbeit und Wirtschaft")
    finally:
        rename("Arbeit und Wirtschaft", "Arbeit")


def test_umlauts_of_a_title_are_written_out_in_the_address(admin_page: Page) -> None:
    home = admin_page.request.get("/api/v2/pages/?type=knowledge.HomePage").json()["items"][0]["id"]
    for address in (ADD_PROJECT, f"/admin/pages/add/knowledge/informationpage/{home}/"):
        admin_page.goto(address)
        admin_page.locator("#id_title").press_sequentially("Größere Übungsküche")
        expect(admin_page.locator("#id_slug")).to_have_value("groessere-uebungskueche")
