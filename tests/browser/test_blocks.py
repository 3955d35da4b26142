"""Every block in the pattern library, in the site's own skin: readable for all, silent towards strangers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import assert_accessible
from tests.support.watch import Watch

PATTERNS = "/bausteine/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pattern_library_is_accessible_and_fits(
    new_page: Callable[..., Page], editor_state: Path, width: int, scheme: str
) -> None:
    viewport = {"width": width, "height": 900}
    page = new_page(storage_state=editor_state, viewport=viewport, color_scheme=scheme)
    page.goto(PATTERNS)
    page.locator("[data-cms-map]").first.scroll_into_view_if_needed()
    expect(page.locator(".cms-map__pin").first).to_be_visible()

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_nothing_is_missing_but_the_map(
    new_page: Callable[..., Page], editor_state: Path
) -> None:
    page = new_page(storage_state=editor_state, java_script_enabled=False)
    page.goto(PATTERNS)

    expect(page.locator("[data-cms-map]").first).to_be_hidden()
    expect(page.get_by_role("link", name="Auf OpenStreetMap ansehen").first).to_be_visible()
    expect(page.get_by_role("link", name="Bei YouTube ansehen")).to_be_visible()
    page.get_by_text("Was kostet es?").click()
    expect(page.get_by_text("Nur etwas Zeit.")).to_be_visible()


def test_a_film_of_a_stranger_loads_after_a_click_and_not_before(admin_page: Page, watch: Watch) -> None:
    admin_page.goto(PATTERNS)
    button = admin_page.get_by_role("button", name="Hier abspielen")
    button.scroll_into_view_if_needed()
    watch.assert_clean()

    watch.expect("https://www.youtube-nocookie.com/embed/")
    button.press("Enter")

    expect(admin_page.get_by_title("Wie ein Bürgerbus entsteht")).to_be_focused()
