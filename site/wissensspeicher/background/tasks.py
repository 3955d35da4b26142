"""The site's own tasks."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from cms_blocks.representation import RENDITIONS
from knowledge.background import task


@task
def make_sizes(image_id: int) -> None:
    """Make the sizes of an image that pages and API show, so that no visitor waits for them."""
    image = get_image_model()._default_manager.filter(pk=image_id).first()
    if image is None or image.is_svg():
        return
    try:
        image.get_renditions(*RENDITIONS.values())
    except SourceImageIOError:
        # Replaced or deleted since: what came instead has a task of its own.
        return


def connect() -> None:
    """Listen to images."""
    post_save.connect(on_image, sender=get_image_model(), dispatch_uid="wissensspeicher.make_sizes")


def on_image(instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Have the sizes of a new or changed image made once it is committed."""
    if not raw and update_fields is None:
        # Not in the transaction: where tasks are done at once, one that fails would break the upload with it.
        transaction.on_commit(partial(make_sizes.enqueue, instance.pk))
