"""How values become JSON: with absolute addresses, and nothing that the public may not see."""

import re
from collections.abc import Callable
from typing import Any

from rest_framework.fields import Field
from wagtail import fields as wagtail_fields
from wagtail.api.v2.serializers import (
    BaseSerializer,
    PageSerializer,
    RichTextFieldSerializer,
    StreamField,
)

from cms_blocks.representation import absolute_url

LOCAL_ADDRESS = re.compile(r'(?<=\s)(href|src)="(/(?!/)[^"]*)"')


def absolute_html(html: str, context: dict[str, Any]) -> str:
    """Return HTML whose links and pictures work on other sites, too."""
    return LOCAL_ADDRESS.sub(lambda found: f'{found[1]}="{absolute_url(found[2], context)}"', html)


def _absolute_values(value: Any, context: dict[str, Any]) -> Any:
    """Walk through a StreamField's form; only what begins with a tag is HTML."""
    if isinstance(value, dict):
        return {key: _absolute_values(item, context) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_absolute_values(item, context) for item in value]
    if isinstance(value, str) and value.startswith("<"):
        return absolute_html(value, context)
    return value


class AbsoluteStreamField(StreamField):
    """Blocks in their own API form."""

    def to_representation(self, value: Any) -> Any:
        """Return the list of blocks."""
        return _absolute_values(super().to_representation(value), self.context)


class AbsoluteRichText(RichTextFieldSerializer):
    """Rich text in the asked format."""

    def to_representation(self, value: Any) -> Any:
        """Return the text."""
        return absolute_html(super().to_representation(value), self.context)


class Computed(Field):
    """A value made from the whole object by ``compute(instance, context)``."""

    def __init__(self, compute: Callable[[Any, dict[str, Any]], Any], **kwargs: Any) -> None:
        self.compute = compute
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        """Return the object itself."""
        return instance

    def to_representation(self, instance: Any) -> Any:
        """Return what is computed."""
        return self.compute(instance, self.context)


_FIELDS = {
    wagtail_fields.StreamField: AbsoluteStreamField,
    wagtail_fields.RichTextField: AbsoluteRichText,
}


class PublicSerializer(BaseSerializer):
    """Wagtail's serializer with absolute addresses."""

    serializer_field_mapping = BaseSerializer.serializer_field_mapping | _FIELDS


class PublicPageSerializer(PageSerializer):
    """The same for pages."""

    serializer_field_mapping = PageSerializer.serializer_field_mapping | _FIELDS
