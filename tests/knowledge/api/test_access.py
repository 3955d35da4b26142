"""Open to every site, for reading."""

from typing import Any

import pytest
from django.test import Client

PATHS = ["/api/v2/projects/", "/api/v2/pages/", "/api/v2/images/", "/api/v2/themes/", "/api/v2/nirgends/"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, home: Any, path: str, method: str) -> None:
    response = getattr(client, method)(path)
    assert response.status_code == 405
    assert response.json()["message"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", PATHS)
def test_a_browser_that_asks_first_may_ask(client: Client, home: Any, path: str) -> None:
    response = client.options(path, headers={"origin": "https://other.example"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "GET" in response["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("path", PATHS[:-1])
def test_the_answer_is_json_and_the_same_for_everyone(admin_client: Client, home: Any, path: str) -> None:
    response = admin_client.get(path, headers={"accept": "text/html"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response.get("Vary", "") in ("", "Accept-Encoding")
    assert not response.cookies


def test_head_answers_too(client: Client, home: Any) -> None:
    assert client.head("/api/v2/projects/").status_code == 200
