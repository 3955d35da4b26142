"""Blocks that order and lead on."""

from wagtail import blocks

from .base import ContentBlock
from .choosers import AltImageBlock
from .links import LinkBlock
from .text import TextBlock


class LinkCardBlock(ContentBlock):
    """One card: the title is the link."""

    title = blocks.CharBlock(max_length=150, label="Titel")
    text = blocks.CharBlock(required=False, max_length=300, label="Text")
    image = AltImageBlock(required=False, label="Bild")
    link = LinkBlock(label="Ziel")

    class Meta:
        label = "Karte"
        icon = "link"
        template = "cms_blocks/blocks/link_card.html"
        preview_value = {
            "title": "Mitmachen",
            "text": "So bringst du deine Idee ein.",
            "link": {"url": "/mitmachen/"},
        }


class LinkCardsBlock(ContentBlock):
    """Cards that lead to other pages."""

    cards = blocks.ListBlock(LinkCardBlock(), min_num=1, label="Karten")

    class Meta:
        label = "Link-Karten"
        description = "Karten mit Bild und Text, die auf andere Seiten führen."
        icon = "link"
        group = "Gestaltung"
        template = "cms_blocks/blocks/link_cards.html"
        preview_value = {
            "cards": [
                {
                    "title": "Mitmachen",
                    "text": "So bringst du deine Idee ein.",
                    "link": {"url": "/mitmachen/"},
                },
                {"title": "Suchen", "text": "Was gibt es in deiner Nähe?", "link": {"url": "/suche/"}},
                {"title": "Schreiben", "text": "Frag uns.", "link": {"email": "office@example.org"}},
            ]
        }


class AccordionItemBlock(ContentBlock):
    """One part that opens."""

    title = blocks.CharBlock(max_length=200, label="Titel")
    text = TextBlock(label="Text")

    class Meta:
        label = "Abschnitt"
        icon = "collapse-down"
        template = "cms_blocks/blocks/accordion_item.html"
        preview_value = {"title": "Was kostet es?", "text": "<p>Nichts.</p>"}


class AccordionBlock(ContentBlock):
    """Parts that open on request, with the browser's own element."""

    entries = blocks.ListBlock(AccordionItemBlock(), min_num=1, label="Abschnitte")

    class Meta:
        label = "Aufklappbare Abschnitte"
        description = "Fragen und Antworten oder Einzelheiten, die sich aufklappen lassen."
        icon = "collapse-down"
        group = "Gestaltung"
        template = "cms_blocks/blocks/accordion.html"
        preview_value = {
            "entries": [
                {"title": "Wer darf mitmachen?", "text": "<p>Alle, die in der Region etwas bewegen.</p>"},
                {"title": "Was kostet es?", "text": "<p>Nichts. Nur etwas Zeit.</p>"},
            ]
        }


class CallToActionBlock(ContentBlock):
    """An invitation with one button."""

    title = blocks.CharBlock(max_length=150, label="Aufruf")
    text = blocks.TextBlock(required=False, max_length=500, label="Text")
    label = blocks.CharBlock(max_length=80, label="Beschriftung der Schaltfläche")
    link = LinkBlock(label="Ziel")

    class Meta:
        label = "Aufruf"
        description = "Eine Einladung mit einer Schaltfläche."
        icon = "arrow-right-full"
        group = "Gestaltung"
        template = "cms_blocks/blocks/call_to_action.html"
        preview_value = {
            "title": "Du kennst eine gute Idee?",
            "text": "Erzähl uns davon. Es dauert zehn Minuten, und du brauchst kein Konto.",
            "label": "Idee teilen",
            "link": {"url": "/mitmachen/"},
        }


class TimelineEntryBlock(ContentBlock):
    """One event, its date as people write it."""

    date = blocks.CharBlock(
        max_length=60,
        label="Wann",
        help_text="Wie man es sagt: „März 2025“, „16. und 17.01.2025“, „ab 2023“.",
    )
    title = blocks.CharBlock(max_length=200, label="Titel")
    text = TextBlock(required=False, label="Text")

    class Meta:
        label = "Ereignis"
        icon = "date"
        template = "cms_blocks/blocks/timeline_entry.html"
        preview_value = {"date": "März 2025", "title": "Erste Werkstatt"}


class TimelineBlock(ContentBlock):
    """Events one after the other."""

    entries = blocks.ListBlock(TimelineEntryBlock(), min_num=1, label="Ereignisse")

    class Meta:
        label = "Zeitleiste"
        description = "Was wann geschah, in der Reihenfolge, in der Sie es eintragen."
        icon = "date"
        group = "Gestaltung"
        template = "cms_blocks/blocks/timeline.html"
        preview_value = {
            "entries": [
                {"date": "Herbst 2022", "title": "Die Idee", "text": "<p>Beim Grillen am Feuerwehrhaus.</p>"},
                {"date": "16. und 17.01.2025", "title": "Erste Werkstatt"},
                {"date": "ab 2026", "title": "Zweiter Ort"},
            ]
        }
