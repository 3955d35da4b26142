"""The pattern library shows every block, to the staff only."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from .conftest import BLOCKS

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    return reverse("cms_blocks:pattern_library")


def test_the_public_finds_nothing(client: Any, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_account_without_admin_rights_finds_nothing(client: Any, address: str) -> None:
    client.force_login(get_user_model().objects.create_user("gast", password="gast"))
    assert client.get(address).status_code == 404


def test_the_staff_sees_every_block_on_an_empty_database(admin_client: Any, address: str) -> None:
    answer = admin_client.get(address)
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    for block in BLOCKS:
        assert f'id="muster-{block.name}"' in answer.text


def test_developers_see_it_without_an_account(client: Any, address: str, settings: Any) -> None:
    settings.DEBUG = True
    assert client.get(address).status_code == 200


def test_a_misspelt_setting_is_named(settings: Any) -> None:
    from cms_blocks.checks import check_settings

    settings.CMS_BLOCKS = {"MAP_GEOJSONS": None}
    assert [error.id for error in check_settings()] == ["cms_blocks.E001"]
    settings.CMS_BLOCKS = {"MAP_GEOJSON": None}
    assert check_settings() == []
