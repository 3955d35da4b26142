"""The worker's part: what comes out of quarantine is new, harmless and tells nothing."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from knowledge.uploads.converting import convert
from knowledge.uploads.models import Upload
from knowledge.uploads.storage import private_storage
from tests.knowledge.uploads import corpus
from tests.knowledge.uploads.conftest import Receive

pytestmark = pytest.mark.django_db

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


def opened(upload: Upload, name: str = "cleaned") -> Image.Image:
    with getattr(upload, name).open("rb") as file:
        picture = Image.open(BytesIO(file.read()))
    picture.load()
    return picture


def colour(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place given in parts of width and height, without noise of compression."""
    at = (int(picture.width * x), int(picture.height * y))
    return tuple(round(value / 40) * 40 for value in picture.convert("RGB").getpixel(at))


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", FORMATS)
def test_a_photograph_forgets_where_it_was_taken(take: Receive, private_folder: Path, kind: str) -> None:
    assert corpus.CAMERA.encode() in corpus.encoded(kind)
    upload = take(corpus.encoded(kind))
    assert (upload.state, upload.problem) == ("ready", "")
    assert corpus.CAMERA.encode() not in all_bytes(private_folder)
    for name in ("cleaned", "thumbnail"):
        picture = opened(upload, name)
        assert not picture.getexif()
        assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_is_turned_upright(take: Receive, kind: str) -> None:
    upload = take(corpus.encoded(kind, orientation=6))
    assert (upload.width, upload.height) == (300, 400)
    picture = opened(upload)
    assert picture.size == (300, 400)
    assert colour(picture, 0.2, 0.2) == (200, 40, 40)
    assert colour(picture, 0.2, 0.8) == (40, 40, 200)


def test_the_original_is_gone_when_the_clean_file_is_there(take: Receive, private_folder: Path) -> None:
    upload = take(corpus.encoded("JPEG"))
    assert upload.quarantined.name == ""
    assert not list((private_folder / "quarantine").iterdir())
    kept = {
        path.relative_to(private_folder).as_posix() for path in private_folder.rglob("*") if path.is_file()
    }
    assert kept == set(upload.file_names())


def test_the_original_is_gone_also_when_it_was_refused(take: Receive, private_folder: Path) -> None:
    upload = take(corpus.encoded("JPEG")[:600])
    assert upload.state == "refused"
    assert not [path for path in private_folder.rglob("*") if path.is_file()]


def test_a_large_picture_is_made_smaller_and_keeps_its_shape(take: Receive) -> None:
    upload = take(corpus.saved(corpus.photograph(6000, 4000), "JPEG"))
    assert (upload.width, upload.height) == (2560, 1707)
    picture = opened(upload)
    assert colour(picture, 0.25, 0.6) == (200, 40, 40)
    assert colour(picture, 0.75, 0.6) == (40, 40, 200)
    assert opened(upload, "thumbnail").size == (480, 320)


def test_bands_leave_no_seams(take: Receive) -> None:
    soft = corpus.noise(3000, 4000)
    upload = take(corpus.saved(soft, "PNG"))
    whole = soft.resize((upload.width or 0, upload.height or 0), Image.Resampling.LANCZOS)
    expected = Image.open(BytesIO(corpus.saved(whole, "JPEG", quality=88, optimize=True)))
    assert opened(upload).tobytes() == expected.tobytes()


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_a_jpeg_of_any_colours_becomes_rgb(take: Receive, mode: str) -> None:
    picture = opened(take(corpus.encoded("JPEG", mode)))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    if mode != "L":
        assert colour(picture, 0.25, 0.6) == (200, 40, 40)


def test_sixteen_bits_of_grey_are_not_clipped(take: Receive) -> None:
    grey = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert("I;16")
    picture = opened(take(corpus.saved(grey, "PNG"))).convert("L")
    assert abs(picture.getpixel((128, 128)) - 128) < 4
    assert abs(picture.getpixel((128, 250)) - 250) < 4


def test_transparency_stays(take: Receive) -> None:
    logo = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    logo.paste((200, 40, 40, 255), (25, 25, 75, 75))
    upload = take(corpus.saved(logo, "PNG"))
    assert str(upload.cleaned.name).endswith(".png")
    assert opened(upload).getpixel((2, 2))[3] == 0


def test_an_opaque_picture_with_an_alpha_channel_becomes_a_jpeg(take: Receive) -> None:
    assert opened(take(corpus.encoded("PNG", "RGBA"))).format == "JPEG"


def test_colours_come_out_in_srgb(take: Receive) -> None:
    """A profile of exchanged channels: what is stored as red is seen as blue."""
    upload = take(corpus.with_exchanged_profile())
    assert colour(opened(upload), 0.25, 0.6)[2] > 150


def test_a_broken_profile_costs_nobody_the_picture(take: Receive) -> None:
    data = corpus.saved(corpus.photograph(), "JPEG", icc_profile=b"not a profile" * 20)
    assert colour(opened(take(data)), 0.25, 0.6) == (200, 40, 40)


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_kept(take: Receive, kind: str) -> None:
    picture = opened(take(corpus.animation(kind)))
    assert not getattr(picture, "is_animated", False)
    assert colour(picture, 0.25, 0.6) == (200, 40, 40)


def test_of_a_phones_two_pictures_the_first_is_kept(take: Receive, private_folder: Path) -> None:
    upload = take(corpus.multi_picture())
    assert opened(upload).format == "JPEG"
    assert corpus.CAMERA.encode() not in all_bytes(private_folder)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "passenger", [corpus.HTML, corpus.zipped(), corpus.pdf()], ids=["html", "zip", "pdf"]
)
def test_what_rides_behind_a_picture_is_left_behind(
    take: Receive, private_folder: Path, kind: str, passenger: bytes
) -> None:
    upload = take(corpus.encoded(kind) + passenger)
    assert upload.state == "ready"
    kept = all_bytes(private_folder)
    assert passenger not in kept
    assert not any(sign in kept for sign in (b"<script", b"PK\x03\x04", b"%PDF"))


def test_html_in_a_comment_is_left_behind(take: Receive, private_folder: Path) -> None:
    upload = take(corpus.saved(corpus.photograph(), "JPEG", comment=corpus.HTML))
    assert upload.state == "ready"
    assert b"<script" not in all_bytes(private_folder)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_picture_cut_off_is_refused_or_whole(take: Receive, kind: str, part: float) -> None:
    data = corpus.encoded(kind, size=(800, 600))
    upload = take(data[: int(len(data) * part)])
    assert upload.state == "refused"
    assert "beschädigt" in upload.problem


def test_a_picture_larger_than_its_header_says_is_refused(take: Receive) -> None:
    """The website believes the header; the decoder does not."""
    upload = take(corpus.heic_saying_less())
    assert upload.state == "refused"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (corpus.pdf(corpus.document(encrypted=True)), "Kennwort"),
        (corpus.pdf(corpus.document(101)), "101 Seiten, möglich sind 100"),
        (corpus.pdf()[:300], "beschädigt"),
        (b"%PDF-1.7\n" + corpus.HTML, "beschädigt"),
        (corpus.pdf_bomb(), "beschädigt|umfangreich"),
    ],
    ids=["encrypted", "long", "truncated", "html", "bomb"],
)
def test_a_document_that_cannot_be_is_refused_in_words(take: Receive, data: bytes, says: str) -> None:
    upload = take(data, "text.pdf", "document")
    assert upload.state == "refused"
    assert re.search(says, upload.problem)


@pytest.mark.parametrize(
    "data",
    [
        corpus.pdf_with_script(),
        corpus.pdf_with_launch(),
        corpus.pdf_with_file(),
        corpus.pdf_with_hidden_script(),
        corpus.pdf_with_photograph(),
        corpus.pdf(),
    ],
    ids=["script", "launch", "file", "hidden script", "photograph", "author"],
)
def test_a_document_neither_acts_nor_tells(take: Receive, private_folder: Path, data: bytes) -> None:
    upload = take(data, "text.pdf", "document")
    assert upload.state == "ready", upload.problem
    with upload.cleaned.open("rb") as file:
        reader = PdfReader(file)
        assert len(reader.pages) == 1
        text = b"".join(part.strip() for part in file)
    for sign in ("JavaScript", "OpenAction", "Launch", "EmbeddedFile", "Author", corpus.CAMERA):
        assert sign.encode() not in all_bytes(private_folder)
    assert text.startswith(b"%PDF")


def test_a_photograph_in_a_document_looks_as_before(take: Receive) -> None:
    upload = take(corpus.pdf_with_photograph(), "text.pdf", "document")
    with upload.cleaned.open("rb") as file:
        shown = [
            PdfReader(source).pages[0].images[0].image
            for source in (file, BytesIO(corpus.pdf_with_photograph()))
        ]
    after, before = (picture.tobytes() for picture in shown if picture)
    assert after == before


def test_what_was_typed_into_a_form_and_links_stay(take: Receive) -> None:
    upload = take(corpus.pdf_with_form(), "text.pdf", "document")
    with upload.cleaned.open("rb") as file:
        reader = PdfReader(file)
        assert reader.get_form_text_fields() == {"Name": "Mia"}
        links = [
            one.get_object()["/A"]["/URI"] for one in reader.pages[0]["/Annots"] if "/A" in one.get_object()
        ]
    assert links == ["https://example.org"]


def test_a_repeated_conversion_changes_nothing(take: Receive) -> None:
    upload = take(corpus.encoded("JPEG"))
    before = Upload.objects.values().get()
    convert.call(upload.pk)
    assert Upload.objects.values().get() == before


def test_an_upload_deleted_meanwhile_is_no_error(take: Receive) -> None:
    upload = take(corpus.encoded("JPEG"))
    pk = upload.pk
    upload.delete()
    convert.call(pk)


def test_an_original_that_is_lost_is_asked_for_again(take: Receive) -> None:
    upload = take(corpus.encoded("JPEG"))
    Upload.objects.update(state="waiting", quarantined="quarantine/gone", cleaned="", thumbnail="")
    convert.call(upload.pk)
    upload.refresh_from_db()
    assert upload.state == "refused"
    assert "noch einmal hoch" in upload.problem
    assert not private_storage().exists("quarantine/gone")
