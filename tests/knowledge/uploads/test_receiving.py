"""What the website says at once, by the first bytes of a file, without decoding anything."""

import random
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.uploads import limits
from knowledge.uploads.headers import check_image
from knowledge.uploads.models import Upload
from knowledge.uploads.receiving import display_name, receive
from tests.knowledge.uploads import corpus

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("leer.jpg", b"", "leer"),
        ("zeichnung.jpg", corpus.SVG, "kein Bild, das wir lesen"),
        ("seite.png", corpus.HTML, "kein Bild, das wir lesen"),
        ("archiv.webp", corpus.zipped(), "kein Bild, das wir lesen"),
        ("bild.jpg", b"GIF89a/*" + corpus.HTML, "kein Bild, das wir lesen"),
        ("bild.jpg", corpus.HTML + corpus.encoded("JPEG"), "kein Bild, das wir lesen"),
        ("film.heic", b"\x00\x00\x00\x18ftypqt  ", "kein Bild, das wir lesen"),
        ("riesig.png", corpus.png(10_000, 10_000), "10000 × 10000 Pixel"),
        ("riesig.jpg", corpus.jpeg_saying(10_000, 10_000), "10000 × 10000 Pixel"),
        ("lang.png", corpus.png(100_000, 10), "100000 × 10 Pixel"),
        ("kopf.png", corpus.encoded("PNG")[:20], "beschädigt"),
        ("kopf.jpg", corpus.encoded("JPEG")[:20], "beschädigt"),
        ("kopf.heic", corpus.encoded("HEIF")[:40], "beschädigt"),
        ("kopf.webp", corpus.encoded("WEBP")[:14], "beschädigt"),
    ],
)
def test_a_wrong_picture_is_refused_in_words(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        receive(SimpleUploadedFile(name, data))
    assert says in refused.value.message
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "leer"),
        (corpus.HTML, "keine PDF-Datei"),
        (corpus.HTML + corpus.pdf(), "keine PDF-Datei"),
        (corpus.encoded("JPEG"), "keine PDF-Datei"),
    ],
)
def test_a_wrong_document_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        receive(SimpleUploadedFile("text.pdf", data), "document")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_broken_headers_are_refused_or_taken_and_nothing_else(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - the same broken files each time
    whole = corpus.encoded(kind)
    for _ in range(500):
        data = bytearray(whole[: chance.choice((len(whole), 40, 400))])
        for _ in range(chance.choice((1, 3, 30))):
            data[chance.randrange(min(len(data), 600))] = chance.randrange(256)
        with suppress(ValidationError):
            width, height = check_image(BytesIO(data))
            assert 0 < width * height <= max(limits.PIXELS.values())


def test_who_sends_too_much_is_told_how_much_is_possible() -> None:
    data = corpus.encoded("JPEG") + bytes(limits.IMAGE_BYTES)
    with pytest.raises(ValidationError, match=r"Sie hat 20,0 MB, möglich sind 20 MB"):
        receive(SimpleUploadedFile("gross.jpg", data))


def test_the_type_is_told_by_the_content_whatever_the_name_says() -> None:
    sent = SimpleUploadedFile("bild.exe", corpus.encoded("PNG"), content_type="text/html")
    upload = receive(sent)
    assert (upload.state, upload.width, upload.height) == ("waiting", 400, 300)


def test_nothing_of_the_senders_name_becomes_the_name_of_a_file() -> None:
    upload = receive(SimpleUploadedFile("geheim.php.jpg", corpus.encoded("JPEG")))
    name = str(upload.quarantined.name)
    assert name.startswith("quarantine/")
    assert len(name.rpartition("/")[2]) == 40  # 160 bits
    assert "geheim" not in name and "." not in name


def test_two_equal_files_have_one_checksum_and_two_names() -> None:
    one, two = (receive(SimpleUploadedFile("a.jpg", corpus.encoded("JPEG"))) for _ in range(2))
    assert one.sha256 == two.sha256
    assert one.quarantined.name != two.quarantined.name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Unser Garten.jpg", "Unser Garten.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Bilder\\ich.jpg", "ich.jpg"),
        ("bild\x00.php.jpg", "bild.php.jpg"),
        ("\u202egpj.exe", "gpj.exe"),
        ("zwei\nZeilen\t.jpg", "zwei Zeilen .jpg"),
        ("..", "Bild"),
        ("", "Bild"),
        ("a" * 300 + ".jpeg", "a" * 94 + "….jpeg"),
        ("صورة.jpg", "صورة.jpg"),
        ("\ud800.jpg", ".jpg"),
    ],
)
def test_a_name_is_cleaned_for_showing(sent: str, shown: str) -> None:
    assert display_name(sent, "Bild") == shown
