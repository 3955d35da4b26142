"""What broke, or was sent broken, has a page in the site's look, and takes no other page along."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.blocks import LiveSearchBlock
from knowledge.models import InformationPage
from tests.factories import (
    ImageFactory,
    OrganisationFactory,
    ProjectFactory,
    ThemeFactory,
    add_page,
    make_site,
)

pytestmark = pytest.mark.django_db


def test_a_picture_that_became_unreadable_takes_no_page_along(client: Client) -> None:
    image = ImageFactory()
    page = add_page(make_site(), InformationPage, title="Über uns", image=image)
    project = ProjectFactory(title="Dorfladen", image=image)
    image.renditions.all().delete()
    Path(image.file.path).write_bytes(b"kein Bild")
    for address in (page.url, project.get_absolute_url(), "/suche/"):
        assert client.get(address).status_code == 200


def test_a_live_search_for_a_term_that_is_gone_shows_nothing_rather_than_anything() -> None:
    ProjectFactory(title="Dorfladen")
    block = LiveSearchBlock()
    value = block.to_python(
        {"title": "Ansätze", "query": "type=project&approach=gibtsnichtmehr", "number": 3}
    )
    assert "Dorfladen" not in block.render(value)
    assert block.get_api_representation(value)["total_count"] == 0
    understood = block.to_python({"query": "type=project"})
    assert "Dorfladen" in block.render(understood)


def test_a_form_without_its_token_is_told_in_plain_words() -> None:
    make_site()
    answer = Client(enforce_csrf_checks=True).post("/", {})
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "Das Formular war zu alt" in text
    assert "site.css" in text
    assert "style=" not in text


def test_too_many_fields_are_told_in_plain_words() -> None:
    make_site()
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32  # else the form is refused before it is read
    answer = client.post("/", {f"a{number}": "1" for number in range(5000)})
    assert answer.status_code == 400
    assert "Das haben wir nicht verstanden" in answer.content.decode()


def test_the_api_asks_no_more_often_for_a_project_with_much_to_it(client: Client) -> None:
    def asked(number: int) -> int:
        project = ProjectFactory(
            themes=[ThemeFactory() for _ in range(number)],
            partners=[OrganisationFactory() for _ in range(number)],
            tags=[f"wort{n}" for n in range(number)],
        )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/api/v2/projects/{project.pk}/").status_code == 200
        return len(queries)

    asked(1)
    assert asked(1) == asked(9)
