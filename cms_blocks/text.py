"""The words of a stream, for search records and summaries."""

from typing import Any


def plain_text(stream_value: Any) -> str:
    """Return the visible words of a StreamField's value, one line per piece, without markup.

    Addresses, settings and phone numbers are left out. Empty or absent values give "".
    """
    pieces = (
        piece for child in stream_value or () for piece in child.block.get_searchable_content(child.value)
    )
    return "\n".join(text for piece in pieces if piece and (text := str(piece).strip()))
