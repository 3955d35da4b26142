"""Choosers whose API form is more than a number."""

from typing import Any

from wagtail.documents.blocks import DocumentChooserBlock as WagtailDocumentChooserBlock
from wagtail.images.blocks import ImageBlock as WagtailImageBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from ..representation import document_form, image_form, media_form


class AltImageBlock(WagtailImageBlock):
    """An image with alternative text for this place, or marked as decoration: Wagtail's own editor for it."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        """Word Wagtail's three fields for our editors: the first has no German name, none has a help text."""
        super().__init__(required=required, **kwargs)
        self.child_blocks["image"].label = "Bilddatei"
        self.child_blocks["decorative"].label = "Schmuckbild"
        self.child_blocks[
            "decorative"
        ].field.help_text = (
            "Das Bild sagt nichts, was nicht schon im Text steht. Es braucht keinen Alternativtext."
        )
        self.child_blocks[
            "alt_text"
        ].field.help_text = "Was ist zu sehen? Ein Satz für Menschen, die das Bild nicht sehen können."

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Return the image's public form."""
        return image_form(value, context)

    class Meta:
        label_format = "{alt_text}"


class LogoChooserBlock(ImageChooserBlock):
    """An image whose alternative text is the name beside it."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Return the image's public form."""
        return image_form(value, context)


class DocumentChooserBlock(WagtailDocumentChooserBlock):
    """A document."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Return the document's public form."""
        return document_form(value, context)


class FilmChooserBlock(VideoChooserBlock):
    """A film of wagtailmedia."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Return the film's public form."""
        return media_form(value, context)


class SoundChooserBlock(AudioChooserBlock):
    """A sound of wagtailmedia."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Return the sound's public form."""
        return media_form(value, context)
