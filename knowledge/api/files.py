"""Images, documents and media. Only those that something public uses."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from wagtail.api import APIField
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from cms_blocks.representation import (
    RENDITIONS,
    absolute_url,
    document_form,
    image_alt,
    image_form,
    media_form,
    rights_form,
)

from .endpoint import PublicEndpoint
from .public import public_files
from .serializers import Computed

Form = Callable[[Any, dict[str, Any]], dict[str, Any] | None]


def images_with_renditions() -> QuerySet:
    """Return all images, each with the sizes that an answer shows."""
    return get_image_model()._default_manager.prefetch_renditions(*RENDITIONS.values())


def with_image(relation: str) -> Prefetch:
    """Return the lookup that fetches a relation to images together with their sizes."""
    return Prefetch(relation, queryset=images_with_renditions())


def _part(form: Form, name: str) -> APIField:
    """One entry of an object's form as a field; the form is made once per object and answer."""

    def compute(instance: Any, context: dict[str, Any]) -> Any:
        forms = context.setdefault("forms", {})
        key = (form, type(instance), instance.pk)
        if key not in forms:
            forms[key] = form(instance, context) or {}
        return forms[key].get(name)

    return APIField(name, serializer=Computed(compute))


def _rights(instance: Any, context: dict[str, Any]) -> dict[str, str]:
    return rights_form(instance)


RIGHTS = [
    _part(_rights, name)
    for name in ("credit_line", "credit", "rights_holder", "licence", "licence_url", "source_url")
]


def _tags(instance: Any, context: dict[str, Any]) -> list[str]:
    return sorted(tag.name for tag in instance.tags.all())


def _download_url(document: Any, context: dict[str, Any]) -> str:
    return absolute_url(document.url, context)


TAGS = APIField("tags", serializer=Computed(_tags))


class FileEndpoint(PublicEndpoint):
    """What images, documents and media share."""

    lookups: ClassVar = {"tags": "tags__name"}
    word_columns = ("title",)
    meta_fields: ClassVar = [*PublicEndpoint.meta_fields, TAGS]
    listing_default_fields: ClassVar = [
        *PublicEndpoint.listing_default_fields,
        "title",
        "tags",
        "credit_line",
    ]
    nested_default_fields: ClassVar = [*PublicEndpoint.nested_default_fields, "title"]
    relations: ClassVar = {"tags": ("tags",)}

    def get_public_queryset(self) -> QuerySet:
        """Return the files in public use."""
        return public_files(self.model)


class ImagesEndpoint(FileEndpoint):
    """Images, in the sizes that the site's own pages use.

    The original is not offered: it may hold the place where a photograph was taken.
    """

    name = "images"
    model = get_image_model()
    body_fields: ClassVar = [
        *PublicEndpoint.body_fields,
        "title",
        APIField("alt", serializer=Computed(lambda image, context: image_alt(image))),
        *(_part(image_form, name) for name in ("url", "width", "height", "renditions")),
        *RIGHTS,
    ]
    listing_default_fields: ClassVar = [*FileEndpoint.listing_default_fields, "alt"]
    # Shown are the size's, stored are the original's: nothing to filter or sort by.
    lookups: ClassVar = {**FileEndpoint.lookups, "width": "", "height": ""}

    def with_relations(self, queryset: QuerySet) -> QuerySet:
        """Fetch the sizes where they are asked for."""
        images: Any = super().with_relations(queryset)
        if {"url", "width", "height", "renditions"} & set(self.get_serializer_class().Meta.fields):
            return images.prefetch_renditions(*RENDITIONS.values())
        return images


class DocumentsEndpoint(FileEndpoint):
    """Documents to download."""

    name = "documents"
    model = get_document_model()
    meta_fields: ClassVar = [
        *FileEndpoint.meta_fields,
        APIField("download_url", serializer=Computed(_download_url)),
    ]
    body_fields: ClassVar = [
        *PublicEndpoint.body_fields,
        "title",
        *(_part(document_form, name) for name in ("extension", "size")),
        *RIGHTS,
    ]
    listing_default_fields: ClassVar = [*FileEndpoint.listing_default_fields, "download_url"]


class MediaEndpoint(FileEndpoint):
    """Films and sounds, with captions and transcript."""

    name = "media"
    model = get_media_model()
    lookups: ClassVar = {**FileEndpoint.lookups, "media_type": "type"}
    body_fields: ClassVar = [
        *PublicEndpoint.body_fields,
        "title",
        APIField("media_type", serializer=Computed(lambda media, context: media.type)),
        *(
            _part(media_form, name)
            for name in ("duration", "width", "height", "sources", "poster", "captions", "transcript")
        ),
        *RIGHTS,
    ]
    listing_default_fields: ClassVar = [*FileEndpoint.listing_default_fields, "media_type", "duration"]
