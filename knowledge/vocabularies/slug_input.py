"""Addresses as Germans write them, while the title is still being typed."""

from typing import Any

from wagtail.admin.widgets.slug import SlugInput

#: Wagtail's own script makes "Fahrradkuche" of a Fahrradküche. It turns ß into ss by itself.
UMLAUTS = [("[äÄ]", "ae"), ("[öÖ]", "oe"), ("[üÜ]", "ue")]


class GermanSlugInput(SlugInput):
    """A slug field in which umlauts become ae, oe and ue, as on the server."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Hand the letters to the field's script."""
        super().__init__(attrs, formatters=UMLAUTS)
