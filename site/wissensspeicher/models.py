"""The file models, the site's own from its first migration (its accounts: `users`).

The plugins refer to them only through Wagtail's settings, never by this app's name.
"""

from typing import Any

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image, SourceImageIOError
from wagtailmedia.models import AbstractMedia

from cms_blocks.models import AccessibleMediaMixin, AltTextMixin, PrivateMetadataMixin, RightsMixin

from .background.models import PeriodicJob, QueuedTask, Worker

__all__ = [
    "CustomDocument",
    "CustomImage",
    "CustomMedia",
    "CustomRendition",
    "PeriodicJob",
    "QueuedTask",
    "Worker",
]


class CustomImage(PrivateMetadataMixin, AltTextMixin, RightsMixin, AbstractImage):
    """An image with alternative text, rights holder and licence."""

    admin_form_fields = (*Image.admin_form_fields, *AltTextMixin.form_fields, *RightsMixin.form_fields)

    class Meta(AbstractImage.Meta):
        verbose_name = "Bild"
        verbose_name_plural = "Bilder"

    def create_rendition(self, filter: Filter) -> Any:
        """Make a size; a file that became unreadable on the disk is treated like one that is gone."""
        try:
            return super().create_rendition(filter)
        except (OSError, ValueError) as error:
            raise SourceImageIOError(str(error)) from error


class CustomRendition(AbstractRendition):
    """A size or crop of an image, made on demand."""

    image = models.ForeignKey(
        CustomImage, on_delete=models.CASCADE, related_name="renditions", verbose_name="Bild"
    )

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = "Bildgröße"
        verbose_name_plural = "Bildgrößen"


class CustomDocument(RightsMixin, AbstractDocument):
    """A document to download."""

    admin_form_fields = (*Document.admin_form_fields, *RightsMixin.form_fields)

    class Meta(AbstractDocument.Meta):
        verbose_name = "Dokument"
        verbose_name_plural = "Dokumente"


class CustomMedia(AccessibleMediaMixin, RightsMixin, AbstractMedia):
    """A film or sound with captions and transcript."""

    admin_form_fields = (
        *AbstractMedia.admin_form_fields,
        *AccessibleMediaMixin.form_fields,
        *RightsMixin.form_fields,
    )

    class Meta:
        verbose_name = "Film oder Ton"
        verbose_name_plural = "Filme und Töne"
