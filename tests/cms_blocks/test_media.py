"""Images, films and documents inside blocks: with rights, alternative text, and when they are gone."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory

from cms_blocks.blocks import (
    AudioBlock,
    DocumentListBlock,
    FunderBlock,
    GalleryBlock,
    ImageBlock,
    LinkCardsBlock,
    VideoBlock,
)
from cms_blocks.representation import rights_form

from .conftest import CAPTIONS


def image_value(image: Any, **fields: Any) -> dict[str, Any]:
    return {
        "image": {"image": image.pk, "alt_text": "", "decorative": False, **fields},
        "caption": "Am Markt",
    }


def test_an_image_comes_in_sizes_with_text_and_credit(make_image: Any) -> None:
    image = make_image(credit="Ada Beispiel", licence="cc-by-4.0")
    block = ImageBlock()
    html = block.render(block.to_python(image_value(image, alt_text="Der Markt im Regen")))
    assert 'alt="Der Markt im Regen"' in html
    assert "480w" in html
    assert ".webp" in html
    assert 'loading="lazy"' in html
    assert 'width="' in html
    assert "Ada Beispiel · CC BY 4.0" in html
    assert "https://creativecommons.org/licenses/by/4.0/deed.de" in html


def test_an_image_without_a_text_of_the_block_uses_its_own_and_never_its_file_name(make_image: Any) -> None:
    block = ImageBlock()
    assert 'alt="Ein Haus am Markt"' in block.render(block.to_python(image_value(make_image())))
    nameless = block.render(block.to_python(image_value(make_image(description=""))))
    assert 'alt=""' in nameless
    assert "foto_123" not in nameless


def test_a_decoration_is_silent(make_image: Any) -> None:
    block = ImageBlock()
    assert 'alt=""' in block.render(block.to_python(image_value(make_image(), decorative=True)))


def test_alternative_text_is_required_unless_the_image_is_a_decoration(make_image: Any) -> None:
    block, image = ImageBlock(), make_image()
    with pytest.raises(Exception, match="StructBlock"):
        block.clean(block.to_python(image_value(image)))
    block.clean(block.to_python(image_value(image, decorative=True)))


def test_the_api_form_of_an_image_has_sizes_rights_and_absolute_addresses(make_image: Any) -> None:
    image = make_image(credit="Ada Beispiel", rights_holder="Verein", licence="reserved")
    block = ImageBlock()
    request = RequestFactory().get("/", headers={"host": "localhost"})
    value = block.to_python(image_value(image, alt_text="Der Markt"))
    form = json.loads(json.dumps(block.get_api_representation(value, {"request": request})))["image"]
    assert form["id"] == image.pk
    assert form["alt"] == "Der Markt"
    assert (form["width"], form["height"]) == (1440, 1080)
    assert form["url"].startswith("http://localhost/")
    assert "original_images" not in json.dumps(form)
    assert [rendition["name"] for rendition in form["renditions"]] == ["small", "medium", "large"]
    assert form["credit_line"] == "Ada Beispiel · © Verein · Alle Rechte vorbehalten"


def test_a_deleted_image_leaves_no_trace_and_no_error(make_image: Any) -> None:
    image = make_image()
    stored = image_value(image)
    image.delete()
    block = ImageBlock()
    value = block.to_python(stored)
    assert "<img" not in block.render(value)
    assert block.get_api_representation(value)["image"] is None


def test_an_image_whose_file_is_gone_breaks_nothing(make_image: Any) -> None:
    image = make_image()
    image.file.storage.delete(image.file.name)
    for block, stored in (
        (ImageBlock(), image_value(image)),
        (GalleryBlock(), {"images": [image_value(image)]}),
        (FunderBlock(), {"funders": [{"name": "Land", "logo": image.pk}]}),
        (LinkCardsBlock(), {"cards": [{"title": "Karte", "image": image_value(image)["image"]}]}),
    ):
        value = block.to_python(stored)
        block.render(value)
        form = json.loads(json.dumps(block.get_api_representation(value)))
        assert "not-found" not in json.dumps(form)


def test_files_of_a_host_without_our_mixins_have_empty_rights() -> None:
    assert set(rights_form(object()).values()) == {""}


def test_a_film_has_controls_captions_poster_and_transcript(make_media: Any) -> None:
    media = make_media(
        captions=ContentFile(CAPTIONS.encode(), "film.vtt"),
        thumbnail=ContentFile(b"jpg", "film.jpg"),
        transcript="Guten Tag. Wir sind da.",
        credit="Ada Beispiel",
    )
    block = VideoBlock()
    value = block.to_python({"media": media.pk, "caption": "Ein Gespräch"})
    html = block.render(value)
    for part in ("controls", 'preload="none"', "<track", ".vtt", "poster=", "<details", "Wir sind da."):
        assert part in html
    assert "Ada Beispiel" in html
    form = json.loads(json.dumps(block.get_api_representation(value)))["media"]
    assert form["sources"][0]["type"] == "video/mp4"
    assert form["captions"][0]["url"].endswith(".vtt")
    assert form["transcript"].startswith("Guten Tag")
    assert "Guten Tag. Wir sind da." in block.get_searchable_content(value)


def test_a_deleted_recording_leaves_no_trace(make_media: Any) -> None:
    media = make_media(type="audio")
    block, stored = AudioBlock(), {"media": media.pk, "caption": "Gespräch"}
    assert "<audio" in block.render(block.to_python(stored))
    media.delete()
    assert block.render(block.to_python(stored)).strip() == ""


@pytest.mark.django_db(transaction=True)
def test_deleted_media_take_their_captions_with_them(make_media: Any) -> None:
    media = make_media(captions=ContentFile(CAPTIONS.encode(), "film.vtt"))
    storage, name = media.captions.storage, media.captions.name
    assert storage.exists(name)
    media.delete()
    assert not storage.exists(name)


def test_documents_say_kind_and_size(make_document: Any) -> None:
    document, gone = make_document(), make_document(title="Entfernt")
    stored = {"documents": [{"document": document.pk}, {"document": gone.pk, "title": "Weg"}]}
    gone.delete()
    block = DocumentListBlock()
    value = block.to_python(stored)
    html = block.render(value)
    assert "Leitfaden" in html
    assert "PDF" in html
    assert "13\xa0Bytes" in html
    assert "Weg" not in html
    form = block.get_api_representation(value)
    assert form["documents"][0]["document"]["extension"] == "pdf"
    assert form["documents"][1]["document"] is None
