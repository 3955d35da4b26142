"""Whatever arrives, the answer is JSON: what was asked for, or a sentence that says what was wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import factories

Get = Callable[..., Any]

ENDPOINTS = ["pages", "images", "documents", "media", "projects", "themes", "tags"]
CORPUS = Path(__file__).parents[2] / "corpus" / "hostile_queries.json"
HOSTILE = [
    'search="',
    "search=%00",
    "search=%20%20",
    "search=%E2%80%AE%D7%A9",
    "search=a+AND+OR+NOT+NEAR(b)*",
    "search=%27%3B--%25_%5C",
    "search=" + "x" * 10_000,
    "search=" + "wort+" * 100,
    "search=x&search_operator=xor",
    "limit=-1",
    "limit=99999",
    "limit=1.5",
    "limit=" + "9" * 5000,
    "offset=99999999999999999999",
    "offset=-1",
    "fields=" + "themes(" * 2000,
    "fields=,,",
    "fields=*,title",
    "fields=-",
    "fields=unknown",
    "order=--title",
    "order=,",
    "order=random&offset=1",
    "order=themes",
    "id=abc",
    f"id={2**70}",
    "id=%00",
    "title=%00",
    "unknown=1",
    "%00=1",
    "rich_text_format=nonsense",
    "format=api",
    "type=knowledge.Project",
    "type=...",
    "type=knowledge.NewsPage&date=gestern",
    "type=knowledge.NewsPage&themes=niemals",
    "type=knowledge.NewsPage&search=x&themes=niemals",
    "child_of=abc",
    f"child_of={2**70}",
    f"descendant_of={2**70}",
    f"ancestor_of={2**70}",
    f"translation_of={2**70}",
    "locale=xx",
    "locale=%00",
    "site=a:b:c",
    "site=nirgends",
    "html_path=%00",
    "themes=niemals",
    "themes=1",
    "lighthouse=vielleicht",
    "last_checked=2024-13-45",
    "tags=%25",
    "media_type=video",
]


@pytest.fixture
def content(home: Any) -> None:
    factories.ProjectFactory(
        image=factories.ImageFactory(),
        film=factories.MediaFactory(),
        themes=[factories.ThemeFactory()],
        tags=["a"],
    )


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_hostile_queries_end_in_json(client: Client, content: None, endpoint: str) -> None:
    corpus = [case["query"] for case in json.loads(CORPUS.read_text(encoding="utf-8"))]
    for query in HOSTILE + [query.replace("q=", "search=") for query in corpus]:
        for path in ("", "find/") if query.startswith(("id", "html_path")) else ("",):
            response = client.get(f"/api/v2/{endpoint}/{path}", QUERY_STRING=query)
            assert response.status_code in {200, 302, 400, 404}, query
            if response.status_code != 302:
                assert response["Content-Type"] == "application/json", query
                response.json()


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("number", [0, 2**31, 2**63, 2**70, "9" * 5000, "abc", "-1"])
def test_a_number_that_nothing_has_is_not_found(get: Get, endpoint: str, number: Any) -> None:
    assert get(f"/{endpoint}/{number}/", status=404)["message"]


def test_an_unknown_parameter_is_named(get: Get) -> None:
    message = get("/projects/", status=400, farbe="rot")["message"]
    assert "„farbe“" in message
    assert "themes" in message
    assert "„farbe“" in get(f"/projects/{factories.ProjectFactory().pk}/", status=400, farbe="rot")["message"]


def test_an_unknown_term_is_named(get: Get) -> None:
    assert "„niemals“" in get("/projects/", status=400, themes="niemals")["message"]


def test_an_address_that_leads_nowhere_answers_in_json(get: Get) -> None:
    assert get("/nirgends/hier/", status=404)["message"]


def test_an_address_without_its_slash_is_led_on(client: Client, home: Any) -> None:
    assert client.get("/api/v2/projects")["Location"] == "/api/v2/projects/"
