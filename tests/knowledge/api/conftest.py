"""Helpers of the API's tests."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from knowledge.pages.models import HomePage
from tests.factories import make_site

GOLDEN = Path(__file__).parent / "golden"
API = "/api/v2"


@pytest.fixture
def home(db: None) -> HomePage:
    """The home page of the only site."""
    cache.clear()  # renditions are cached by the id of their image, and ids come again in the next test
    return make_site()


@pytest.fixture
def get(client: Client, home: HomePage) -> Callable[..., Any]:
    """Read below the API and return the JSON; a test that expects a refusal names its status."""

    def read(path: str, status: int = 200, **parameters: Any) -> Any:
        response = client.get(f"{API}{path}", parameters)
        assert response.status_code == status, response.content.decode()
        assert response["Content-Type"] == "application/json"
        assert response["Access-Control-Allow-Origin"] == "*"
        return response.json()

    return read


@pytest.fixture
def titles(get: Callable[..., Any]) -> Callable[..., list[str]]:
    """Read a list and return its titles."""

    def read(path: str, **parameters: Any) -> list[str]:
        items = get(path, fields="title", **parameters)["items"]
        return [item["title"] for item in items]

    return read


def assert_golden(name: str, data: Any) -> None:
    """Compare with the file of that name; UPDATE_GOLDEN=1 writes it anew, for a person to read and commit."""
    path = GOLDEN / f"{name}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert data == json.loads(path.read_text(encoding="utf-8"))
