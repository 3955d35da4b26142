"""What all tests share: their order, and that nothing is skipped where CI decides."""

from pathlib import Path

import pytest

pytest_plugins = [
    f"tests.support.{name}"
    for name in ("skips", "clean", "elasticsearch", "notes", "mail_server", "worker_site")
]

# Folders of tests that need more than Python, each with the marker of its name, in running order.
# Playwright keeps an event loop in the main thread, and Django refuses database calls beside one:
# the browser comes when all others are done.
HEAVY = ("elasticsearch", "host", "postgres", "browser")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests of a heavy folder its marker, and run them after the quick ones."""
    for item in items:
        room = item.path.relative_to(Path(__file__).parent).parts[0]
        if room in HEAVY:
            item.add_marker(room)
    items.sort(key=_weight)


def _weight(item: pytest.Item) -> int:
    names = [marker.name for marker in item.iter_markers()]
    return max((n for n, heavy in enumerate(HEAVY, 1) if heavy in names), default=0)
