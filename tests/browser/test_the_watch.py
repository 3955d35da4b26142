"""The watch over every page of these tests really sees; otherwise a clean page would prove nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import RunningSite
from tests.support.accessibility import assert_accessible
from tests.support.watch import Watch

SLIPS = {
    # The policy stops all others before they leave.
    "foreign request: https://elsewhere.example/": "setTimeout(() => location.assign('https://elsewhere.example/'))",
    "Content Security Policy.*connect-src": "fetch('https://elsewhere.example/').catch(() => {})",
    "status 404": "fetch('/gibt-es-nicht/')",
    "console: broken": "console.error('broken')",
    "script error": "setTimeout(() => { throw new Error('broken') })",
}


@pytest.fixture
def own_watch(running_site: RunningSite) -> Watch:
    return Watch(running_site.url, running_site.log)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_a_page_is_noted(
    new_page: Callable[..., Page], watch: Watch, own_watch: Watch, slip: str
) -> None:
    watch.expect("")  # the test's own watch is what is looked at
    page = new_page()
    own_watch.follow(page.context)
    page.goto("/admin/login/")

    page.evaluate(SLIPS[slip])
    page.wait_for_timeout(300)

    with pytest.raises(AssertionError, match=slip):
        own_watch.assert_clean()
    own_watch.expect(slip.partition(".*")[0])
    own_watch.assert_clean()


def test_an_inaccessible_page_is_described(page: Page) -> None:
    page.set_content('<html lang="de"><title>x</title><main><h1>x</h1><img src="data:,"></main></html>')

    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)
