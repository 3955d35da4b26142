"""What every block promises, block by block."""

import json
from typing import Any

import pytest
from django.utils.html import strip_tags

from cms_blocks.blocks import ContentBlock, ContentStreamBlock
from cms_blocks.text import plain_text

from .conftest import BLOCKS, STREAM

pytestmark = pytest.mark.django_db
each_block = pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)

# Python's way of showing objects; none of it belongs on a page.
REPR = ("StructValue", "ListValue", "&lt;", "OrderedDict", "{&#x27;", "[&#x27;", "None")


def bare_ids(form: Any, key: str = "") -> list[str]:
    """Name every number that stands where a reader expects the thing itself."""
    if isinstance(form, dict):
        return [name for key, value in form.items() for name in bare_ids(value, key)]
    if isinstance(form, list):
        return [name for value in form for name in bare_ids(value, key)]
    return (
        [key]
        if isinstance(form, int) and key in {"image", "logo", "media", "document", "page", "link"}
        else []
    )


@each_block
def test_a_block_says_what_it_is(block: Any) -> None:
    assert block.meta.label
    assert block.meta.group
    assert block.meta.icon not in ("", "placeholder")
    assert block.get_description()
    assert block.is_previewable


@each_block
def test_a_block_renders_its_preview_value(block: Any) -> None:
    html = block.render(block.get_preview_value(), {"show_placeholders": True})
    assert strip_tags(html).strip()
    assert not [sign for sign in REPR if sign in html]
    assert " style=" not in html
    assert "<script" not in html


@each_block
def test_a_block_renders_nothing_of_value_from_nothing(block: Any) -> None:
    for stored in ({}, None, "") if isinstance(block, ContentBlock) else ("", None):
        value = block.to_python(stored)
        assert strip_tags(block.render(value)).strip() == ""
        json.dumps(block.get_api_representation(value))
        assert "None" not in " ".join(map(str, block.get_searchable_content(value)))


@each_block
def test_a_block_survives_the_way_to_the_database_and_back(block: Any) -> None:
    value = block.get_preview_value()
    stored = json.loads(json.dumps(block.get_prep_value(value)))
    assert block.get_prep_value(block.to_python(stored)) == block.get_prep_value(value)


@each_block
def test_the_api_form_is_json_and_names_no_bare_ids(block: Any) -> None:
    form = json.loads(json.dumps(block.get_api_representation(block.get_preview_value())))
    assert form
    assert bare_ids(form) == []


@each_block
def test_a_migration_holds_the_public_path_of_a_block_and_nothing_else(block: Any) -> None:
    assert block.deconstruct() == (f"cms_blocks.blocks.{type(block).__name__}", [], {})
    assert type(type(block).construct_from_lookup(None)) is type(block)


@each_block
def test_the_admins_preview_page_shows_the_block(block: Any, admin_client: Any) -> None:
    answer = admin_client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert answer.status_code == 200
    assert "cms_blocks/blocks.css" in answer.text
    assert block.render(block.get_preview_value(), {"show_placeholders": True}).strip()[:40] in answer.text


def test_a_stream_of_all_blocks_gives_its_words_once_and_no_addresses() -> None:
    stream = STREAM.to_python(
        [{"type": block.name, "value": block.get_prep_value(block.get_preview_value())} for block in BLOCKS]
    )
    words = plain_text(stream)
    assert "Was auf dem Land möglich ist" in words
    assert "vierzehn Haushalte" in words
    assert "Verwaltung" in words
    assert "<" not in words
    assert "Abschnitt" not in words  # the label of the heading's level
    assert "https://" not in words
    assert "None" not in words
    assert plain_text(None) == ""


def test_headings_of_the_same_words_get_anchors_of_their_own() -> None:
    heading = {"type": "heading", "value": {"text": "Maßnahmen für Ältere", "level": "h3"}}
    stream = ContentStreamBlock().clean(STREAM.to_python([heading, heading, heading]))
    anchors = [child.value.anchor for child in stream]
    assert anchors == [
        "massnahmen-fuer-aeltere",
        "massnahmen-fuer-aeltere-2",
        "massnahmen-fuer-aeltere-3",
    ]
    assert '<h3 class="cms-heading" id="massnahmen-fuer-aeltere-2">' in stream[1].render()
