"""Uploaded pictures forget where they were taken."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model

from cms_blocks.metadata import without_metadata

GPS, ORIENTATION = 0x8825, 0x0112


def picture(kind="JPEG", size=(40, 20), gps=True, orientation=1):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    if gps:
        exif.get_ifd(GPS).update({1: "N", 2: (51.0, 31.0, 39.0), 3: "E", 4: (11.0, 32.0, 55.0)})
    target = BytesIO()
    Image.new("RGB", size, "#9C4A1A").save(target, kind, exif=exif)
    return ContentFile(target.getvalue(), name=f"bild.{kind.lower()}")


def exif_of(file):
    file.seek(0)
    with Image.open(file) as image:
        return dict(image.getexif()), dict(image.getexif().get_ifd(GPS)), image.size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_position_is_taken_out(kind):
    before = picture(kind)
    assert exif_of(before)[1], "the test picture must have a position"
    assert exif_of(without_metadata(before))[:2] == ({}, {})


def test_a_turned_picture_is_set_upright():
    assert exif_of(without_metadata(picture(orientation=6)))[2] == (20, 40)


def test_a_picture_that_tells_nothing_is_left_as_it_is():
    target = BytesIO()
    Image.new("RGB", (4, 4)).save(target, "PNG")
    assert without_metadata(ContentFile(target.getvalue(), name="leer.png")) is None


def test_what_is_no_picture_is_left_to_validation():
    assert without_metadata(ContentFile(b"<svg/>", name="x.svg")) is None
    assert without_metadata(ContentFile(picture().read()[:200], name="kaputt.jpg")) is None


@pytest.mark.django_db
def test_original_and_rendition_of_an_upload_tell_no_position():
    image = get_image_model().objects.create(title="Treff", file=picture(size=(400, 200), orientation=6))
    assert exif_of(image.file)[:2] == ({}, {})
    assert (image.width, image.height) == (200, 400)
    assert exif_of(image.get_rendition("width-100").file)[1] == {}
