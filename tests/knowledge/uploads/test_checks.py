"""A host without a safe private place hears of it before anybody uploads."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from knowledge.uploads.checks import check_private_storage


def ids() -> list[str | None]:
    return [found.id for found in run_checks() if str(found.id).startswith("knowledge.")]


def test_the_sites_own_settings_are_right() -> None:
    assert ids() == []


def test_a_missing_storage_is_named_with_a_way_out(settings: Any) -> None:
    settings.KNOWLEDGE = {"PRIVATE_STORAGE": "nowhere"}
    (found,) = check_private_storage()
    assert found.id == "knowledge.E001"
    assert "nowhere" in found.msg and "location" in str(found.hint)


@pytest.mark.parametrize("root", ["MEDIA_ROOT", "STATIC_ROOT"])
@pytest.mark.parametrize("inside", [".", "privat/tief"])
def test_a_storage_that_a_web_server_shows_is_an_error(
    settings: Any, tmp_path: Path, root: str, inside: str
) -> None:
    setattr(settings, root, tmp_path)
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path / inside}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    assert ids() == ["knowledge.E002"]


def test_a_storage_elsewhere_is_right(settings: Any) -> None:
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "private": memory}
    assert ids() == []
