"""Every test begins as if it were the first: nothing is kept, and Wagtail's root collection is there."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Empty the caches: what a test before has kept there speaks of rows that are gone."""
    for name in caches:
        caches[name].clear()


@pytest.fixture(autouse=True)
def root_collection(request: pytest.FixtureRequest) -> None:
    """Make the root of the collections anew: a test with real transactions empties every table behind it."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        from wagtail.models import Collection

        if Collection.get_first_root_node() is None:
            Collection.add_root(name="Wurzel")
