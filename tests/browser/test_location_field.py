"""The map field of the admin: by mouse, by keyboard, by hand."""

import pytest
from playwright.sync_api import Locator, Page, expect

ADD_PROJECT = "/admin/snippets/knowledge/project/add/"


@pytest.fixture
def field(admin_page: Page) -> Locator:
    admin_page.goto(ADD_PROJECT)
    # Wherever the form hides the place: its panel opens with the anchor of the field.
    frame = admin_page.locator("[data-controller~='cms-location']").first
    tab = frame.locator("xpath=ancestor::*[@role='tabpanel'][1]").get_attribute("aria-labelledby")
    if tab:
        admin_page.locator(f"#{tab}").click()
    expect(frame.locator("path").first).to_be_attached()
    return frame


def test_an_untouched_field_is_empty(field: Locator) -> None:
    expect(field.locator("input")).to_have_value("")
    expect(field.locator(".cms-location__pin")).to_have_count(0)


def test_a_click_sets_the_place_and_a_button_removes_it(field: Locator) -> None:
    field.locator("[data-cms-location-map]").click(position={"x": 300, "y": 120})
    expect(field.locator(".cms-location__pin")).to_have_count(1)
    expect(field.get_by_role("status")).to_contain_text("Ort gesetzt: 5")

    field.get_by_role("button", name="Ort entfernen").click()
    expect(field.locator("input")).to_have_value("")
    expect(field.locator(".cms-location__pin")).to_have_count(0)


@pytest.mark.parametrize("typed", ["51.47, 11.30", "51,47; 11,30", "51,47 11,30"])
def test_a_typed_place_appears_on_the_map(field: Locator, typed: str) -> None:
    field.locator("input").fill(typed)
    expect(field.locator(".cms-location__pin")).to_have_count(1)


def test_a_typed_word_is_named_as_what_it_is(field: Locator) -> None:
    field.locator("input").fill("Eisleben")
    expect(field.locator("input")).to_have_attribute("aria-invalid", "true")
    expect(field.get_by_role("status")).to_contain_text("51,47; 11,30")


def test_the_keyboard_can_choose_a_place_on_the_map(field: Locator) -> None:
    field.locator("[data-cms-location-map]").press("ArrowUp")
    field.get_by_role("button", name="Kartenmitte übernehmen").press("Enter")
    expect(field.locator(".cms-location__pin")).to_have_count(1)
