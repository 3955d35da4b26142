"""What people upload by mistake is refused in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["halb.png", "halb.jpg", "halb.gif"])
def test_a_damaged_picture_is_refused(admin_client: Client, name: str) -> None:
    whole = get_test_image_file(size=(400, 400)).file.getvalue()
    beginnings = {"png": whole[: len(whole) // 2], "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF", "gif": b"GIF89a <"}
    upload = SimpleUploadedFile(name, beginnings[name.rpartition(".")[2]])
    answer = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload, "title": name},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    assert "kein Bild oder ein beschädigtes Bild" in answer.json()["error_message"]
    assert not get_image_model().objects.exists()


def test_a_whole_picture_is_taken(admin_client: Client) -> None:
    upload = SimpleUploadedFile("ganz.png", get_test_image_file(size=(400, 400)).file.getvalue())
    answer = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload, "title": "ganz"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.json()["success"]
