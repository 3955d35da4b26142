"""One link, exactly one target, and nothing that is not public."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import PageViewRestriction

from cms_blocks.blocks import CallToActionBlock, LinkBlock, TextBlock
from cms_blocks.validators import validate_link_target

pytestmark = pytest.mark.django_db


def link(**stored: Any) -> Any:
    return LinkBlock().to_python(stored)


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a?b=c#d",
        "http://localhost:8000/",
        "/suche/?type=project&theme=alter",
        "#ziele",
        "/",
    ],
)
def test_web_addresses_paths_and_anchors_are_targets(target: str) -> None:
    validate_link_target(target)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org/",
        "/\\example.org",
        "example.org",
        "mailto:a@example.org",
        "/a b",
        '/"onclick="x',
        "https://",
        "https://[::1",
        "/x\n",
    ],
)
def test_everything_else_is_refused(target: str) -> None:
    with pytest.raises(ValidationError):
        validate_link_target(target)


def test_a_link_needs_exactly_one_target(public_page: Any) -> None:
    LinkBlock().clean(link(url="/suche/"))
    for wrong in (link(), link(url="/suche/", email="a@example.org"), link(page=public_page.pk, url="/x/")):
        with pytest.raises(StructBlockValidationError):
            LinkBlock().clean(wrong)


def test_an_optional_link_and_a_draft_may_have_none() -> None:
    LinkBlock(required=False).clean(link())
    LinkBlock().clean_deferred(link())


def test_targets_are_resolved(public_page: Any, make_document: Any) -> None:
    document = make_document()
    assert link(page=public_page.pk).href == "/mitmachen/"
    assert link(document=document.pk).href == document.url
    assert link(email="office@example.org").href == "mailto:office@example.org"
    assert link().href == ""


def test_the_api_gives_absolute_addresses(public_page: Any) -> None:
    request = RequestFactory().get("/", headers={"host": "localhost"})
    form = LinkBlock().get_api_representation(link(page=public_page.pk), {"request": request})
    assert form == {
        "kind": "page",
        "id": public_page.pk,
        "title": "Mitmachen",
        "url": "http://localhost/mitmachen/",
    }


def hide_by_unpublishing(page: Any) -> None:
    page.unpublish()


def hide_by_restriction_above(page: Any) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


def hide_by_deleting(page: Any) -> None:
    page.delete()


@pytest.mark.parametrize("hide", [hide_by_unpublishing, hide_by_restriction_above, hide_by_deleting])
def test_a_page_the_public_may_not_see_is_neither_linked_nor_named(hide: Any, public_page: Any) -> None:
    stored = {"title": "Aufruf", "label": "Los", "link": {"page": public_page.pk}}
    public_page.go_live_at = timezone.now() + timedelta(days=1)
    hide(public_page)
    block = CallToActionBlock()
    value = block.to_python(stored)
    assert "mitmachen" not in block.render(value).lower()
    assert block.get_api_representation(value)["link"] is None
    assert "mitmachen" not in json.dumps(block.get_api_representation(value)).lower()


def test_links_in_rich_text_are_addresses_in_the_api(public_page: Any) -> None:
    block = TextBlock()
    value = block.to_python(f'<p><a linktype="page" id="{public_page.pk}">Mach mit</a></p>')
    assert block.get_api_representation(value) == '<p><a href="/mitmachen/">Mach mit</a></p>'
