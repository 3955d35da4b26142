"""Rights, alternative text and captions on the host's file models."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from cms_blocks.validators import validate_webvtt

from .conftest import CAPTIONS


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, ""),
        ({"credit": "Ada"}, "Ada"),
        ({"credit": "Ada", "rights_holder": "Ada"}, "Ada"),
        ({"credit": "Ada", "rights_holder": "Verein", "licence": "cc0"}, "Ada · © Verein · CC0 1.0"),
        ({"credit": "Ada", "licence": "office"}, "Ada"),
        ({"licence": "unknown-elsewhere"}, "unknown-elsewhere"),
    ],
)
def test_the_credit_line_says_what_is_known(fields: dict[str, str], line: str, db: None) -> None:
    assert get_image_model()(title="foto.jpg", **fields).credit_line == line


def test_only_public_licences_have_an_address(db: None) -> None:
    image = get_image_model()
    assert image(licence="cc-by-sa-4.0").licence_url.startswith("https://creativecommons.org/")
    assert image(licence="reserved").licence_url == ""
    assert image(licence="").licence_url == ""


def test_the_images_description_is_labelled_as_what_it_is(db: None) -> None:
    assert get_image_model()._meta.get_field("description").verbose_name == "Alternativtext"


@pytest.mark.parametrize(
    "text",
    [
        CAPTIONS,
        "\ufeff" + CAPTIONS,
        CAPTIONS.replace("\n", "\r\n"),
        "WEBVTT - Titel\n\n1\n01:00:01.000 --> 01:00:04.000 align:start\nHallo\n",
    ],
)
def test_captions_as_browsers_read_them_are_accepted(text: str) -> None:
    validate_webvtt(ContentFile(text.encode(), "film.vtt"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("film.srt", CAPTIONS.encode(), "vtt"),
        ("film.vtt", b"", "WEBVTT"),
        ("film.vtt", b"1\n00:00:01,000 --> 00:00:04,000\nHallo", "WEBVTT"),
        ("film.vtt", b"WEBVTTX\n\n", "WEBVTT"),
        ("film.vtt", b"WEBVTT\n\nHallo", "keine einzige Zeitangabe"),
        ("film.vtt", b"WEBVTT\n\n00:00:01,000 --> 00:00:04,000\nHallo", "Zeile 3"),
        ("film.vtt", "WEBVTT\n\nGrüße".encode("latin-1"), "UTF-8"),
        ("film.vtt", b"WEBVTT\n" + b"x" * (3 * 1024 * 1024), "2 MB"),
    ],
)
def test_broken_captions_are_refused_with_a_reason(name: str, content: bytes, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        validate_webvtt(ContentFile(content, name))


def test_the_media_form_checks_captions(db: None) -> None:
    from wagtailmedia.models import get_media_model

    media: Any = get_media_model()(
        title="Film", type="video", file=ContentFile(b"x", "f.mp4"), captions=ContentFile(b"x", "f.vtt")
    )
    with pytest.raises(ValidationError) as refused:
        media.full_clean()
    assert "captions" in refused.value.message_dict
