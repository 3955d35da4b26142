"""The office publishes a picture, takes it back, or deletes it for good."""

from __future__ import annotations

import re
from string import ascii_lowercase, digits
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.crypto import get_random_string
from wagtail.images import get_image_model

from .models import Upload

# Files of ours can be told from others in the public folders (`tidying`). 26 letters are 134 random bits; so
# short because Wagtail cuts the names of an image's sizes to 60 characters and puts its own words behind.
PREFIX = "b-"
RANDOM = 26
OURS = re.compile(rf"{PREFIX}[a-z0-9]{{8,{RANDOM}}}\.")


class NotReady(Exception):
    """The upload is no picture, or not converted yet."""


def publish(
    upload: Upload,
    *,
    title: str,
    description: str = "",
    credit: str = "",
    rights_holder: str = "",
    licence: str = "",
    collection: Any = None,
) -> Any:
    """Return the site's image of an upload, made from the clean file where there is none yet.

    Its file has a name that nobody can guess. An image that is there stays as the office has it.

    `description` is the alternative text; it, `credit`, `rights_holder` and `licence` are set where the image
    model of the host has them. Without a collection it is the root.

    Raises:
        NotReady: waiting, refused or a document.
    """
    with transaction.atomic():
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.image is None:
            if held.state != Upload.State.READY or held.kind != Upload.Kind.IMAGE:
                raise NotReady(f"Upload {held.pk} is {held.state}, {held.kind}.")
            about = {"title": title[:255], "description": description, "credit": credit}
            about |= {"rights_holder": rights_holder, "licence": licence}
            held.image = _make_image(held, about, collection)
            held.save(update_fields=["image"])
    upload.image = held.image
    return held.image


def unpublish(upload: Upload) -> None:
    """Delete the public image with its file and sizes; the private clean file stays. May be repeated."""
    with transaction.atomic():
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.image is not None:
            # Wagtail deletes the files after the commit, and the reference to the image empties itself.
            held.image.delete()
    upload.image = None


def remove(upload: Upload) -> None:
    """Delete an upload for good: public image, row and all files. May be repeated."""
    with transaction.atomic():
        held = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if held is not None:
            if held.image is not None:
                held.image.delete()
            held.delete()


def _make_image(upload: Upload, about: dict[str, str], collection: Any) -> Any:
    model = get_image_model()
    own = {field.name for field in model._meta.concrete_fields}
    image = model(**{name: value for name, value in about.items() if name in own})
    if collection is not None:
        image.collection = collection
    extension = str(upload.cleaned.name).rpartition(".")[2]
    with upload.cleaned.open("rb") as clean:
        name = PREFIX + get_random_string(RANDOM, ascii_lowercase + digits)
        image.file = File(clean, name=f"{name}.{extension}")
        image.save()
    return image
