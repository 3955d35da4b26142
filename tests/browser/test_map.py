"""The map of a search: by pointer, by keyboard, without JavaScript; and no stranger is asked."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.accessibility import assert_accessible
from tests.support.watch import Watch

MAP = "/suche/?type=project&view=map"
TILES = "https://sgx.geodatenzentrum.de/**"
# A transparent picture of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636000020000050001e221bc330000000049454e44ae426082"
)


def open_map(page: Page, address: str = MAP) -> None:
    page.goto(address)
    # Leaflet and its data come after the page.
    expect(page.locator(".search-map__canvas")).to_be_visible(timeout=30_000)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".search-pin").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_accessible_in_every_width(new_page: Callable[..., Page], width: int, scheme: str) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    open_map(page)
    assert_accessible(page)
    page.locator(".search-pin").first.click()
    expect(page.locator(".search-popup a")).to_be_focused()
    assert_accessible(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{overflow} pixels stick out to the right"


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_without_javascript_pins_are_links_in_a_drawing(new_page: Callable[..., Page], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page.goto(MAP)
    expect(page.locator(".search-map__tools")).to_be_hidden()
    links = page.locator(".map-drawing a")
    assert links.count() > 5
    boxes = [box for box in (link.bounding_box() for link in links.all()) if box]
    assert all(min(box["width"], box["height"]) >= 24 for box in boxes)
    page.locator(".map-drawing").get_by_role("link", name=re.compile("näher heran")).first.click()
    expect(page).to_have_url(re.compile("bbox="))
    expect(page.locator(".search-map")).to_be_visible()
    page.goto(MAP)
    page.locator(".map-drawing").get_by_role("link", name=re.compile("^Projekt: ")).first.click()
    expect(page).to_have_url(re.compile("/projekte/"))


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_drawing_is_accessible_as_well(new_page: Callable[..., Page], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    # As for those whose browser cannot load the map: the drawing stays.
    page.route(
        "**/leaflet.js", lambda route: route.fulfill(status=200, body="", content_type="text/javascript")
    )
    page.goto(MAP)
    expect(page.locator(".search-map__status")).to_contain_text("Die gezeichnete Karte und die Liste sind da")
    expect(page.locator(".map-drawing a").first).to_be_visible()
    assert_accessible(page)
    assert not page.locator("[style], style").count(), "inline style"


def test_by_keyboard_a_pin_opens_and_closes_and_the_focus_returns(page: Page) -> None:
    open_map(page)
    pin = page.locator(".search-pin").first
    name = pin.text_content()
    pin.focus()
    page.keyboard.press("Enter")
    link = page.locator(".search-popup a")
    expect(link).to_be_focused()
    assert name is not None
    assert (link.text_content() or "?") in name
    page.keyboard.press("Escape")
    expect(page.locator(".search-popup")).to_have_count(0)
    expect(pin).to_be_focused()
    page.keyboard.press("Space")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/projekte/"))
    page.go_back()
    expect(page).to_have_url(re.compile("view=map"))


@pytest.mark.parametrize("name", ["Im Kartenausschnitt suchen", "In meiner Nähe"])
@pytest.mark.parametrize("width", [320, 1280])
def test_who_presses_a_button_of_the_map_stays_at_it(
    new_page: Callable[..., Page], name: str, width: int
) -> None:
    page = new_page(
        viewport={"width": width, "height": 800},
        geolocation={"latitude": 51.5276, "longitude": 11.5487},
        permissions=["geolocation"],
    )
    open_map(page)
    old = page.locator(".search-map").element_handle()
    page.locator(".search-map").get_by_text(name).locator("xpath=..").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("bbox=|near="))
    page.wait_for_function("old => !old.isConnected", arg=old)
    expect(page.locator(".search-map__canvas")).to_be_visible()
    page.wait_for_load_state("networkidle")
    focused = page.locator(".search-map :focus")
    expect(focused).to_have_text(name)
    expect(focused).to_be_in_viewport()


def in_sight(page: Page) -> str:
    """Name what has the focus if any of it cannot be seen, or is covered; else return ""."""
    said: str = page.evaluate(
        """() => {
            const focused = document.activeElement;
            const { top, bottom, left, right } = focused.getBoundingClientRect();
            const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            const isFree = focused.contains(above) || above?.contains(focused);
            const seen = top >= 0 && bottom <= innerHeight && isFree;
            return seen ? "" : `${focused.outerHTML.slice(0, 80)} ${top} to ${bottom} of ${innerHeight}`;
        }"""
    )
    return said


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 560), (1280, 650), (1280, 800), (1366, 768), (320, 640)]
)
def test_what_has_the_focus_beside_the_map_is_in_sight(
    new_page: Callable[..., Page], width: int, height: int
) -> None:
    page = new_page(viewport={"width": width, "height": height})
    open_map(page, "/suche/?view=map")
    fold = page.locator(".search-map__unplaced")
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.locator("a").first).to_be_visible()
    number = fold.locator("a").count()
    assert number > 10
    for _ in range(number):
        page.keyboard.press("Tab")
        assert not in_sight(page)
    expect(fold.locator("a").last).to_be_focused()
    page.keyboard.press("Tab")
    page.evaluate("document.querySelector('.search-map__unplaced').open = false")
    # From far down in the list, back to each of the map's own controls.
    for control in page.locator(".search-map__view :is(button, a.search-map__box)").all():
        page.locator(".search-hit__link").nth(12).focus()
        control.focus()
        assert not in_sight(page)


def test_hits_without_a_place_unfold_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/suche/?view=map")
    page.get_by_text("Treffer haben keinen Ort").click()
    expect(page.locator(".search-map__unplaced a").first).to_be_in_viewport()


def test_a_popup_lies_under_nothing_on_a_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 320, "height": 900})
    open_map(page, f"{MAP}&q=dorf")
    pins = page.locator(".search-pin")
    for number in range(pins.count()):
        pins.nth(number).press("Enter")
        expect(page.locator(".search-popup a")).to_be_focused()
        page.wait_for_timeout(400)  # Leaflet moves the map until the popup is in it.
        covered = page.evaluate(
            """() => [...document.querySelectorAll(".leaflet-popup a")].flatMap((own) => {
                const { left, right, top, bottom } = own.getBoundingClientRect();
                return [left + 1, right - 1].map((x) => document.elementFromPoint(x, (top + bottom) / 2))
                    .filter((above) => !own.contains(above)).map((above) => above?.outerHTML ?? "nothing");
            })"""
        )
        assert covered == []
        # What lies beneath an open popup is covered, and meant to be.
        assert_accessible(page, within=".leaflet-popup")
        page.keyboard.press("Escape")
    assert number


def test_arrow_keys_move_the_map_and_the_box_follows(page: Page) -> None:
    open_map(page)
    link = page.get_by_role("link", name="Im Kartenausschnitt suchen")
    before = link.get_attribute("href")
    page.get_by_role("region", name=re.compile("Karte der Treffer")).focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(300)
    expect(link).not_to_have_attribute("href", before or "")
    moved = link.get_attribute("href")
    page.locator(".search-pin").first.focus()
    page.keyboard.press("ArrowLeft")
    expect(link).not_to_have_attribute("href", moved or "")
    link.click()
    expect(page).to_have_url(re.compile("bbox="))
    expect(page.locator(".search-chips")).to_contain_text("Kartenausschnitt")
    expect(page.locator(".search-map__canvas")).to_be_visible()


def test_a_card_and_its_pin_light_up_together(page: Page) -> None:
    open_map(page, f"{MAP}&sort=title&near=51.5,11.5&radius_km=50")
    cards = page.locator("[data-hit]")
    key = cards.first.get_attribute("data-hit")
    cards.first.locator("a").first.focus()
    expect(page.locator(":is(.search-pin, .search-cluster).is-active")).to_have_count(1)
    shown = set(cards.evaluate_all("cards => cards.map(card => card.dataset.hit)"))
    keys = page.locator(".search-pin").evaluate_all("pins => pins.map(pin => pin.dataset.pin)")
    both = next(each for each in keys if each in shown)
    page.locator(f".search-pin[data-pin='{both}']").hover()
    expect(page.locator(f"[data-hit='{both}']")).to_have_class(re.compile("is-active"))
    assert key


def test_tiles_come_after_consent_and_go_when_it_is_withdrawn(page: Page, watch: Watch) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, body=PIXEL, content_type="image/png")

    page.route(TILES, answer)
    open_map(page)
    assert not asked
    expect(page.locator("[data-map-tiles-hint]")).to_contain_text("IP-Adresse")
    page.get_by_role("button", name="Straßenkarte laden").click()
    expect(page.locator(".leaflet-tile").first).to_be_attached()
    expect(page.get_by_text("© basemap.de")).to_be_visible()
    assert_accessible(page, within=".search-map")
    assert asked
    page.reload()
    expect(page.get_by_role("button", name="Straßenkarte abschalten")).to_be_visible()
    expect(page.locator(".leaflet-tile").first).to_be_attached()
    page.get_by_role("button", name="Straßenkarte abschalten").click()
    expect(page.locator(".leaflet-tile")).to_have_count(0)
    asked.clear()
    open_map(page)
    expect(page.get_by_role("button", name="Straßenkarte laden")).to_be_visible()
    assert not asked
    assert page.evaluate("localStorage.length") == 0


def test_tiles_that_do_not_come_are_said_so(page: Page, watch: Watch) -> None:
    page.route(TILES, lambda route: route.fulfill(status=503))
    watch.expect("status 503")
    open_map(page)
    page.get_by_role("button", name="Straßenkarte laden").click()
    expect(page.locator(".search-map__status")).to_contain_text("antwortet gerade nicht")
    expect(page.locator(".search-pin").first).to_be_visible()


def test_data_that_does_not_come_leaves_drawing_and_list(page: Page, watch: Watch) -> None:
    page.route("**/search.geojson*", lambda route: route.fulfill(status=500))
    watch.expect("status 500")
    page.goto(MAP)
    expect(page.locator(".search-map__status")).to_contain_text("lässt sich gerade nicht laden")
    expect(page.locator(".map-drawing a").first).to_be_visible()
    expect(page.locator(".search-hits li").first).to_be_visible()


def test_the_position_is_asked_for_on_a_click_only(new_page: Callable[..., Page]) -> None:
    page = new_page(geolocation={"latitude": 51.5276, "longitude": 11.5487}, permissions=["geolocation"])
    page.add_init_script(
        "const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation); window.asked = 0;"
        "navigator.geolocation.getCurrentPosition = (...all) => { window.asked += 1; ask(...all); };"
    )
    open_map(page)
    assert page.evaluate("window.asked") == 0
    page.locator(".search-map").get_by_role("button", name="In meiner Nähe").click()
    expect(page).to_have_url(re.compile(r"near=51\.528%2C11\.549"))
    expect(page).to_have_url(re.compile("radius_km=10"))
    expect(page.locator(".search-chips")).to_contain_text("Umkreis 10 km bei Lutherstadt Eisleben")


def test_a_refusal_is_explained(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=[])
    open_map(page)
    page.locator(".search-map").get_by_role("button", name="In meiner Nähe").click()
    expect(page.locator(".search-map .search-near__status")).to_contain_text("gibt den Standort nicht frei")
    expect(page).not_to_have_url(re.compile("near="))


def test_a_circle_around_a_place_needs_no_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(MAP)
    page.get_by_label("Ort", exact=True).fill("Eisleben")
    page.get_by_label("Entfernung").select_option("25")
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page).to_have_url(re.compile("radius_km=25"))
    expect(page.locator(".search-chips")).to_contain_text("Umkreis 25 km bei Lutherstadt Eisleben")
    expect(page.locator(".search-hit__distance").first).to_be_visible()


def test_list_and_map_switch_at_thumb_height_on_phones(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto("/suche/?type=project&theme=alter")
    switch = page.get_by_role("navigation", name="Ansicht")
    box: Any = switch.bounding_box()
    assert 640 * 0.8 < box["y"] < 640 - box["height"]
    assert box["height"] < 640 / 5
    icons = switch.locator("svg").evaluate_all(
        "icons => icons.map(icon => icon.getBoundingClientRect().width)"
    )
    assert icons == [20, 20]
    switch.get_by_role("link", name="Karte").click()
    expect(page).to_have_url(re.compile("theme=alter.*view=map"))
    expect(switch.get_by_role("link", name="Karte")).to_have_attribute("aria-current", "true")
    expect(page.locator(".search-map__canvas")).to_be_visible()
    switch.get_by_role("link", name="Liste").click()
    expect(page.locator(".search-map")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("view=map"))


def test_results_that_are_swapped_in_bring_a_new_map(page: Page) -> None:
    open_map(page)
    first = page.locator(".search-map__canvas").element_handle()
    page.get_by_label(re.compile("^Gesundheit ")).check()
    expect(page).to_have_url(re.compile("theme=gesundheit"))
    expect(page.locator(".search-map__canvas")).to_have_count(1)
    expect(page.locator(".search-pin").first).to_be_visible()
    assert not page.evaluate("element => element.isConnected", first)
    page.get_by_role("navigation", name="Ansicht").get_by_role("link", name="Liste").click()
    expect(page.locator(".search-map")).to_have_count(0)
