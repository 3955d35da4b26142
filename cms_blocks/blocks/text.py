"""Words: headings, running text, quotes."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail import blocks
from wagtail.api.rich_text import APIRichText
from wagtail.blocks.struct_block import StructBlockValidationError

from ..frozen import FrozenPathMixin
from ..validators import validate_link_target
from .base import ContentBlock, PreviewMixin

# No headings: they are blocks with an address of their own. No images: they need rights and a text.
TEXT_FEATURES: Final = ["bold", "italic", "ol", "ul", "link", "document-link", "superscript", "subscript"]
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


def make_anchor(text: str) -> str:
    """Return the id of a heading: `Maßnahmen für Ältere` becomes `massnahmen-fuer-aeltere`."""
    return slugify(text.translate(_UMLAUTS))[:80] or "abschnitt"


class HeadingValue(blocks.StructValue):
    """A heading that always has a valid level and id."""

    @property
    def tag(self) -> str:
        """Return the element: h2, h3 or h4."""
        level = self.get("level")
        return level if level in ("h2", "h3", "h4") else "h2"

    @property
    def anchor(self) -> str:
        """Return the id that links within a page use."""
        return self.get("fixed_anchor") or make_anchor(self.get("text") or "")


class HeadingBlock(ContentBlock):
    """A heading within the page; the page's title is its only h1."""

    text = blocks.CharBlock(max_length=200, label="Text")
    level = blocks.ChoiceBlock(
        choices=[("h2", "Abschnitt"), ("h3", "Unterabschnitt"), ("h4", "Kleiner Unterabschnitt")],
        default="h2",
        label="Ebene",
        search_index=False,
    )
    fixed_anchor = blocks.CharBlock(
        required=False,
        max_length=80,
        label="Sprungmarke",
        help_text="Für Links auf diese Stelle. Leer lassen: Sie entsteht aus dem Text.",
        search_index=False,
    )

    def clean(self, value: Any) -> Any:
        """Refuse an anchor that could not stand in an address."""
        cleaned = super().clean(value)
        anchor = cleaned.get("fixed_anchor")
        if anchor and anchor != slugify(anchor):
            message = f"Nur Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel „{make_anchor(anchor)}“."
            raise StructBlockValidationError(block_errors={"fixed_anchor": ValidationError(message)})
        return cleaned

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """Return text, level as a number and the anchor in use."""
        return {"text": value.get("text") or "", "level": int(value.tag[1]), "anchor": value.anchor}

    class Meta:
        label = "Überschrift"
        description = "Gliedert die Seite und kann mit einem Link direkt angesteuert werden."
        icon = "title"
        group = "Text"
        template = "cms_blocks/blocks/heading.html"
        label_format = "{text}"
        value_class = HeadingValue
        preview_value = {"text": "Was auf dem Land möglich ist", "level": "h2"}


class TextBlock(FrozenPathMixin, PreviewMixin, blocks.RichTextBlock):
    """Running text with lists, emphasis and links."""

    def __init__(self, features: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(features=features or TEXT_FEATURES, **kwargs)

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        """Return HTML with links as addresses; another form if the request names one (`rich_text_format`)."""
        request = (context or {}).get("request")
        wanted = request.GET.get("rich_text_format") if request else None
        return APIRichText.serialize(value.source or "", format=wanted or APIRichText.FORMAT_HTML)

    class Meta:
        label = "Text"
        description = "Fließtext mit Listen, Hervorhebungen und Links."
        icon = "pilcrow"
        group = "Text"
        template = "cms_blocks/blocks/text.html"
        preview_template = "cms_blocks/block_preview.html"
        preview_value = (
            "<p>Im Dorf fährt der letzte Bus um 17 Uhr. Deshalb teilen sich <b>vierzehn Haushalte</b> "
            "zwei Autos und ein Lastenrad.</p>"
            "<ul><li>Gebucht wird am Schwarzen Brett oder im Netz.</li>"
            "<li>Wer nicht selbst fährt, wird mitgenommen.</li></ul>"
        )


class QuoteBlock(ContentBlock):
    """Somebody's words, with who said them and where."""

    quote = blocks.TextBlock(label="Zitat", help_text="Ohne Anführungszeichen, sie kommen von selbst.")
    attribution = blocks.CharBlock(required=False, max_length=200, label="Wer hat das gesagt?")
    source = blocks.CharBlock(required=False, max_length=255, label="Quelle")
    source_url = blocks.CharBlock(
        required=False,
        max_length=500,
        label="Adresse der Quelle",
        validators=[validate_link_target],
        search_index=False,
    )

    class Meta:
        label = "Zitat"
        description = "Eine Aussage mit Namen und Quelle."
        icon = "openquote"
        group = "Text"
        template = "cms_blocks/blocks/quote.html"
        preview_value = {
            "quote": "Wir haben nicht gefragt, wer zuständig ist. Wir haben gefragt, wer mitmacht.",
            "attribution": "Ortsbürgermeisterin",
            "source": "Werkstatt im Herbst",
        }
