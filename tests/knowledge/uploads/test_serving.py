"""What makers and the office see of a private file, and what nobody does."""

import pytest
from django.http import Http404, HttpRequest
from django.test import Client
from django.urls import path

from knowledge.uploads.models import Upload
from knowledge.uploads.serving import serve
from tests.knowledge.uploads import corpus
from tests.knowledge.uploads.conftest import Receive
from wissensspeicher.urls import urlpatterns as of_the_site

pytestmark = pytest.mark.django_db


def show(request: HttpRequest, pk: int) -> object:
    return serve(Upload.objects.get(pk=pk))


urlpatterns = [path("zeigen/<int:pk>/", show), *of_the_site]


def test_a_clean_picture_is_shown_to_one_person_and_kept_nowhere(take: Receive) -> None:
    answer = serve(take(corpus.encoded("JPEG"), "Unser Garten.heic"))
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'inline; filename="Unser Garten.jpg"'
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.urls("tests.knowledge.uploads.test_serving")
def test_the_sites_middleware_leaves_the_strict_headers_alone(client: Client, take: Receive) -> None:
    upload = take(corpus.encoded("JPEG"))
    for _ in range(2):  # the second one might come from the page cache
        answer = client.get(f"/zeigen/{upload.pk}/")
        assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in answer
        b"".join(answer.streaming_content)
    Upload.objects.update(state="refused")
    assert client.get(f"/zeigen/{upload.pk}/").status_code == 404


def test_the_small_picture_is_for_forms(take: Receive) -> None:
    upload = take(corpus.saved(corpus.photograph(1200, 900), "PNG"))
    small, large = (b"".join(serve(upload, thumbnail=yes).streaming_content) for yes in (True, False))
    assert len(small) < len(large)


def test_a_document_is_for_saving(take: Receive) -> None:
    answer = serve(take(corpus.pdf(), 'Pl"an\r\n.pdf', "document"))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_nothing_unconverted_is_ever_served(take: Receive, state: str) -> None:
    upload = take(corpus.encoded("JPEG"))
    upload.state = state
    for thumbnail in (True, False):
        with pytest.raises(Http404):
            serve(upload, thumbnail=thumbnail)


def test_a_document_has_no_small_picture(take: Receive) -> None:
    with pytest.raises(Http404):
        serve(take(corpus.pdf(), "text.pdf", "document"), thumbnail=True)


def test_a_file_that_is_lost_is_not_found(take: Receive) -> None:
    upload = take(corpus.encoded("JPEG"))
    upload.cleaned.storage.delete(str(upload.cleaned.name))
    with pytest.raises(Http404):
        serve(upload)


def test_no_address_leads_to_the_private_folder(take: Receive, client: Client) -> None:
    upload = take(corpus.encoded("JPEG"))
    assert client.get(f"/media/{upload.cleaned.name}").status_code == 404
