"""From a private file to a public picture, and back."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model

from knowledge.uploads.models import Upload
from knowledge.uploads.publishing import NotReady, publish, remove, unpublish
from knowledge.uploads.receiving import receive
from tests.knowledge.uploads import corpus
from tests.knowledge.uploads.conftest import Receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def public_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_picture_becomes_the_sites_own_with_text_and_rights(take: Receive, public_folder: Path) -> None:
    upload = take(corpus.encoded("HEIF"))
    image = publish(
        upload,
        title="Garten",
        description="Ein Garten",
        credit="Mia",
        rights_holder="Verein",
        licence="cc-by-4.0",
    )
    stored = get_image_model().objects.get()
    assert (stored.title, stored.description, stored.credit) == ("Garten", "Ein Garten", "Mia")
    assert (stored.rights_holder, stored.licence) == ("Verein", "cc-by-4.0")
    assert upload.image == image == stored
    assert (stored.width, stored.height) == (400, 300)


def test_nobody_can_guess_the_name_of_a_public_file(take: Receive, public_folder: Path) -> None:
    upload = take(corpus.encoded("JPEG"), "mein-name.jpg")
    image = publish(upload, title="Garten")
    assert re.fullmatch(r"original_images/b-[0-9a-z]{26}\.jpg", image.file.name)
    # The longest that a page asks for: Wagtail shortens the name. 18 letters are 93 bits.
    rendition = image.get_rendition("fill-960x640|format-webp")
    assert re.match(r"images/b-[0-9a-z]{18,}\.", rendition.file.name)
    assert str(upload.cleaned.name).rpartition("/")[2].partition(".")[0] not in image.file.name


def test_publishing_twice_makes_one_picture_and_keeps_what_the_office_wrote(take: Receive) -> None:
    upload = take(corpus.encoded("JPEG"))
    image = publish(upload, title="Garten")
    image.title = "Unser Garten"
    image.save()
    assert publish(Upload.objects.get(), title="Garten") == image
    assert get_image_model().objects.get().title == "Unser Garten"


def test_what_is_taken_back_leaves_no_public_file(
    take: Receive, committing: Any, public_folder: Path, private_folder: Path
) -> None:
    upload = take(corpus.encoded("JPEG"))
    private = files(private_folder)
    publish(upload, title="Garten").get_rendition("max-165x165")
    assert files(public_folder)
    with committing():
        unpublish(upload)
    assert not files(public_folder)
    assert files(private_folder) == private
    assert upload.image is None and Upload.objects.get().image is None
    unpublish(upload)
    assert publish(upload, title="Wieder da").title == "Wieder da"


def test_what_is_removed_leaves_nothing(
    take: Receive, committing: Any, public_folder: Path, private_folder: Path
) -> None:
    upload = take(corpus.encoded("JPEG"))
    publish(upload, title="Garten").get_rendition("max-165x165")
    with committing():
        remove(upload)
    assert not files(public_folder) | files(private_folder)
    assert not Upload.objects.exists() and not get_image_model().objects.exists()
    remove(Upload(pk=0))


def test_files_stay_when_the_removal_is_not_committed(take: Receive, private_folder: Path) -> None:
    upload = take(corpus.encoded("JPEG"))
    before = files(private_folder)
    remove(upload)  # the test's transaction stays open
    assert files(private_folder) == before


def test_an_image_deleted_by_the_office_leaves_the_private_file(take: Receive, committing: Any) -> None:
    upload = take(corpus.encoded("JPEG"))
    with committing():
        publish(upload, title="Garten").delete()
    upload.refresh_from_db()
    assert upload.image is None and upload.cleaned.storage.exists(upload.cleaned.name)


def test_rows_deleted_in_bulk_take_their_files_along(
    take: Receive, committing: Any, private_folder: Path
) -> None:
    for _ in range(2):
        take(corpus.encoded("JPEG"))
    with committing():
        Upload.objects.all().delete()
    assert not files(private_folder)


def test_only_a_converted_picture_can_be_published(take: Receive) -> None:
    waiting = receive(SimpleUploadedFile("bild.jpg", corpus.encoded("JPEG")))
    for upload in (waiting, take(corpus.encoded("JPEG")[:600]), take(corpus.pdf(), "x.pdf", "document")):
        with pytest.raises(NotReady):
            publish(upload, title="Garten")
    assert not get_image_model().objects.exists()


def test_an_image_model_without_rights_gets_what_it_has(
    take: Receive, settings: Any, monkeypatch: Any
) -> None:
    upload = take(corpus.encoded("JPEG"))
    fields = [f for f in get_image_model()._meta.concrete_fields if f.name not in ("credit", "licence")]
    monkeypatch.setattr(get_image_model()._meta, "concrete_fields", fields)
    assert publish(upload, title="Garten", credit="Mia").credit == ""
