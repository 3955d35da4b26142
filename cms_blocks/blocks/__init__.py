"""Blocks for any Wagtail site. Import them from here: this path is frozen in the migrations of hosts."""

from .base import ContentBlock
from .data import CaptionedTableBlock, FigureBlock, TableBlock
from .layout import (
    AccordionBlock,
    AccordionItemBlock,
    CallToActionBlock,
    LinkCardBlock,
    LinkCardsBlock,
    TimelineBlock,
    TimelineEntryBlock,
)
from .links import LinkBlock
from .media import (
    AudioBlock,
    DocumentItemBlock,
    DocumentListBlock,
    ExternalVideoBlock,
    GalleryBlock,
    ImageBlock,
    VideoBlock,
)
from .people import ContactBlock, FunderBlock, FunderItemBlock, PeopleBlock, PersonBlock
from .place import PlaceBlock
from .stream import ContentStreamBlock
from .text import HeadingBlock, QuoteBlock, TextBlock

__all__ = [
    "AccordionBlock",
    "AccordionItemBlock",
    "AudioBlock",
    "CallToActionBlock",
    "CaptionedTableBlock",
    "ContactBlock",
    "ContentBlock",
    "ContentStreamBlock",
    "DocumentItemBlock",
    "DocumentListBlock",
    "ExternalVideoBlock",
    "FigureBlock",
    "FunderBlock",
    "FunderItemBlock",
    "GalleryBlock",
    "HeadingBlock",
    "ImageBlock",
    "LinkBlock",
    "LinkCardBlock",
    "LinkCardsBlock",
    "PeopleBlock",
    "PersonBlock",
    "PlaceBlock",
    "QuoteBlock",
    "TableBlock",
    "TextBlock",
    "TimelineBlock",
    "TimelineEntryBlock",
    "VideoBlock",
]
