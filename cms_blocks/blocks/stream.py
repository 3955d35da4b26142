"""The body of a page."""

from typing import Any

from wagtail import blocks

from ..frozen import FrozenPathMixin
from .data import FigureBlock, TableBlock
from .layout import AccordionBlock, CallToActionBlock, LinkCardsBlock, TimelineBlock
from .media import AudioBlock, DocumentListBlock, ExternalVideoBlock, GalleryBlock, ImageBlock, VideoBlock
from .people import ContactBlock, FunderBlock, PeopleBlock
from .place import PlaceBlock
from .text import HeadingBlock, QuoteBlock, TextBlock


class ContentStreamBlock(FrozenPathMixin, blocks.StreamBlock):
    """All blocks of this package. A host subclasses it to add its own."""

    heading = HeadingBlock()
    text = TextBlock()
    quote = QuoteBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    external_video = ExternalVideoBlock()
    documents = DocumentListBlock()
    link_cards = LinkCardsBlock()
    accordion = AccordionBlock()
    call_to_action = CallToActionBlock()
    timeline = TimelineBlock()
    table = TableBlock()
    figure = FigureBlock()
    people = PeopleBlock()
    contact = ContactBlock()
    place = PlaceBlock()
    funders = FunderBlock()

    def clean(self, value: Any) -> Any:
        """Give headings of the same wording anchors of their own: an id may occur once on a page."""
        cleaned = super().clean(value)
        taken: set[str] = set()
        for child in cleaned:
            if child.block_type != "heading":
                continue
            anchor, number = child.value.anchor, 1
            while child.value.anchor in taken:
                number += 1
                child.value["fixed_anchor"] = f"{anchor[:76]}-{number}"
            taken.add(child.value.anchor)
        return cleaned

    class Meta:
        label = "Inhalt"
        template = "cms_blocks/blocks/stream.html"
