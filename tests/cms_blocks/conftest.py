"""Files to put into blocks, made on the host's own models."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtailmedia.models import get_media_model

from cms_blocks.blocks import ContentStreamBlock

CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\nGuten Tag\n"

# `text` is the one block whose stored form is a string.
STREAM = ContentStreamBlock()
BLOCKS = list(STREAM.child_blocks.values())


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def make_image(db: None) -> Callable[..., Any]:
    def make(**fields: Any) -> Any:
        content = BytesIO()
        PillowImage.new("RGB", (1600, 1200), "#9C4A1A").save(content, "PNG")
        fields = {"title": "foto_123.png", "description": "Ein Haus am Markt", **fields}
        return get_image_model().objects.create(file=ContentFile(content.getvalue(), "haus.png"), **fields)

    return make


@pytest.fixture
def make_document(db: None) -> Callable[..., Any]:
    def make(**fields: Any) -> Any:
        fields = {"title": "Leitfaden", **fields}
        return get_document_model().objects.create(
            file=ContentFile(b"%PDF-1.4 test", "leitfaden.pdf"), **fields
        )

    return make


@pytest.fixture
def make_media(db: None) -> Callable[..., Any]:
    def make(**fields: Any) -> Any:
        fields = {
            "title": "Interview",
            "type": "video",
            "duration": 60,
            "width": 640,
            "height": 360,
            **fields,
        }
        return get_media_model().objects.create(file=ContentFile(b"film", "film.mp4"), **fields)

    return make


@pytest.fixture
def public_page(db: None) -> Any:
    home = Page.objects.get(depth=2)
    return home.add_child(instance=Page(title="Mitmachen", slug="mitmachen", live=True))
