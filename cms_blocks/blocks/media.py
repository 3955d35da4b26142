"""Pictures, films, sounds and files."""

from typing import Any

from django.utils.functional import cached_property
from wagtail import blocks

from ..representation import document_form, media_form
from ..video import find_embed
from .base import ContentBlock
from .choosers import AltImageBlock, DocumentChooserBlock, FilmChooserBlock, SoundChooserBlock


class ImageBlock(ContentBlock):
    """An image with alternative text, caption and the credit of the image's own rights fields."""

    image = AltImageBlock(label="Bild")
    caption = blocks.CharBlock(required=False, max_length=500, label="Bildunterschrift")

    class Meta:
        label = "Bild"
        description = "Ein Bild mit Alternativtext, Unterschrift und Nachweis."
        icon = "image"
        group = "Bilder und Medien"
        template = "cms_blocks/blocks/image.html"
        preview_value = {"caption": "Der Dorfladen am Morgen der Eröffnung"}


class GalleryBlock(ContentBlock):
    """Several images side by side; each opens large without a script."""

    images = blocks.ListBlock(ImageBlock(), min_num=1, label="Bilder")

    class Meta:
        label = "Galerie"
        description = "Mehrere Bilder nebeneinander."
        icon = "grid"
        group = "Bilder und Medien"
        template = "cms_blocks/blocks/gallery.html"
        preview_value = {
            "images": [{"caption": "Vorbereitung"}, {"caption": "Werkstatt"}, {"caption": "Ausblick"}]
        }


class MediaBlock(ContentBlock):
    """What film and sound share."""

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        """Add `media`, the public form of the file, or None if it was deleted."""
        context = super().get_context(value, parent_context)
        context["media"] = media_form(value.get("media"), None)
        return context

    def get_searchable_content(self, value: Any) -> list[str]:
        """Add the transcript, so that what is said can be found."""
        transcript = getattr(value.get("media"), "transcript", "")
        return [*super().get_searchable_content(value), *([transcript] if transcript else [])]


class VideoBlock(MediaBlock):
    """A film of this site, with poster, captions and transcript as the file has them."""

    media = FilmChooserBlock(label="Film")
    caption = blocks.CharBlock(required=False, max_length=500, label="Bildunterschrift")

    class Meta:
        label = "Film"
        description = "Ein Film von dieser Website, mit Untertiteln und Abschrift."
        icon = "wagtailmedia-video"
        group = "Bilder und Medien"
        template = "cms_blocks/blocks/video.html"
        preview_value = {"caption": "Drei Minuten mit dem Team der Dorfwerkstatt"}


class AudioBlock(MediaBlock):
    """A sound of this site, with transcript."""

    media = SoundChooserBlock(label="Ton")
    caption = blocks.CharBlock(required=False, max_length=500, label="Beschreibung")

    class Meta:
        label = "Ton"
        description = "Eine Aufnahme zum Hören, mit Abschrift."
        icon = "wagtailmedia-audio"
        group = "Bilder und Medien"
        template = "cms_blocks/blocks/audio.html"
        preview_value = {"caption": "Gespräch über zehn Jahre Nachbarschaftshilfe"}


class ExternalVideoValue(blocks.StructValue):
    """A film elsewhere, with its provider."""

    @cached_property
    def embed(self) -> Any:
        """Return provider and player (`cms_blocks.video.Embed`), or None if the address is none."""
        return find_embed(self.get("url") or "")


class ExternalVideoBlock(ContentBlock):
    """A film on YouTube, Vimeo or PeerTube: a link, and a player after a click. Saving asks nobody."""

    title = blocks.CharBlock(max_length=200, label="Titel des Films")
    url = blocks.URLBlock(
        max_length=500,
        label="Adresse",
        help_text="Die Seite des Films, zum Beispiel bei YouTube oder PeerTube.",
    )
    image = AltImageBlock(required=False, label="Vorschaubild")
    caption = blocks.CharBlock(required=False, max_length=500, label="Bildunterschrift")

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Add provider and player address; the reader of the API decides when to load it."""
        form: dict[str, Any] = super().get_api_representation(value, context)
        embed = value.embed
        return {**form, "provider": embed.provider if embed else "", "embed_url": embed.url if embed else ""}

    class Meta:
        label = "Film auf einer anderen Website"
        description = "YouTube, Vimeo, PeerTube: lädt erst, wenn jemand darauf klickt."
        icon = "media"
        group = "Bilder und Medien"
        template = "cms_blocks/blocks/external_video.html"
        value_class = ExternalVideoValue
        preview_value = {
            "title": "Wie ein Bürgerbus entsteht",
            "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
            "caption": "Ein Film der Fahrer*innen",
        }


class DocumentItemBlock(ContentBlock):
    """One file to download."""

    document = DocumentChooserBlock(label="Dokument")
    title = blocks.CharBlock(
        required=False, max_length=200, label="Bezeichnung", help_text="Leer lassen: der Titel des Dokuments."
    )

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        """Add `file`, the public form of the document, or None if it was deleted."""
        context = super().get_context(value, parent_context)
        context["file"] = document_form(value.get("document"), None)
        return context

    class Meta:
        label = "Dokument"
        icon = "doc-full"
        template = "cms_blocks/blocks/document.html"
        preview_value = {"title": "Leitfaden für Gründer*innen"}


class DocumentListBlock(ContentBlock):
    """Files to download, with kind and size."""

    documents = blocks.ListBlock(DocumentItemBlock(), min_num=1, label="Dokumente")

    class Meta:
        label = "Dokumente"
        description = "Dateien zum Herunterladen, mit Art und Größe."
        icon = "doc-full"
        group = "Bilder und Medien"
        template = "cms_blocks/blocks/documents.html"
        preview_value = {"documents": [{"title": "Leitfaden für Gründer*innen"}, {"title": "Muster-Satzung"}]}
