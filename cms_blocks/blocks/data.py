"""Tables and figures."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

from ..validators import validate_link_target
from .base import ContentBlock
from .text import TextBlock


class CaptionedTableBlock(TypedTableBlock):
    """Rows and columns; each column says what its cells hold."""

    text = blocks.CharBlock(required=False, max_length=500, label="Text")
    number = blocks.CharBlock(required=False, max_length=60, label="Zahl", help_text="Rechtsbündig.")
    rich_text = TextBlock(required=False, label="Text mit Links und Listen")

    def clean(self, table: Any) -> Any:
        """Demand what screen readers announce: a caption and a heading for every column."""
        cleaned = super().clean(table)
        errors = []
        if cleaned.columns and not self.is_deferred_validation:
            if not (cleaned.caption or "").strip():
                errors.append(ValidationError("Bitte geben Sie der Tabelle eine Beschriftung."))
            if not all((column["heading"] or "").strip() for column in cleaned.columns):
                errors.append(ValidationError("Bitte geben Sie jeder Spalte eine Überschrift."))
        if errors:
            raise TypedTableBlockValidationError(non_block_errors=errors)
        return cleaned


class TableBlock(ContentBlock):
    """A table with caption and real header cells."""

    table = CaptionedTableBlock(label="Tabelle")
    row_headers = blocks.BooleanBlock(
        required=False, default=True, label="Die erste Spalte benennt die Zeilen"
    )
    source = blocks.CharBlock(required=False, max_length=255, label="Quelle")

    class Meta:
        label = "Tabelle"
        description = "Zeilen und Spalten mit Beschriftung und Quelle."
        icon = "table"
        group = "Daten"
        template = "cms_blocks/blocks/table.html"
        label_format = "{source}"
        preview_value = {
            "table": {
                "caption": "Mitwirkende der Werkstätten",
                "columns": [
                    {"type": "text", "heading": "Bereich"},
                    {"type": "number", "heading": "Personen"},
                ],
                "rows": [{"values": ["Vereine", "28"]}, {"values": ["Verwaltung", "8"]}],
            },
            "source": "Eigene Zählung",
        }


class FigureBlock(ContentBlock):
    """One number that says something, with its source."""

    number = blocks.CharBlock(max_length=40, label="Zahl", help_text="Wie sie gelesen wird: „1.200“, „42 %“.")
    label = blocks.CharBlock(max_length=200, label="Was sie zählt")
    source = blocks.CharBlock(required=False, max_length=255, label="Quelle")
    source_url = blocks.CharBlock(
        required=False,
        max_length=500,
        label="Adresse der Quelle",
        validators=[validate_link_target],
        search_index=False,
    )

    class Meta:
        label = "Zahl"
        description = "Eine große Zahl mit Erklärung und Quelle."
        icon = "decimal"
        group = "Daten"
        template = "cms_blocks/blocks/figure.html"
        preview_value = {
            "number": "1.200",
            "label": "Stunden ehrenamtlicher Arbeit im ersten Jahr",
            "source": "Bericht des Vereins",
        }
