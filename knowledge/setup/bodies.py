"""Plain German text to the blocks of a page's body."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import escape

BOLD = re.compile(r"\*\*(.+?)\*\*")
#: A link within the site.
LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*)\)")

#: A body as StreamField takes it: (block's name, value).
Body = list[tuple[str, Any]]


def inline(text: str) -> str:
    """Escape a line of text; ``**word**`` becomes bold, ``[words](/address/)`` a link."""
    escaped = str(escape(" ".join(text.split())))
    return LINK.sub(r'<a href="\2">\1</a>', BOLD.sub(r"<b>\1</b>", escaped))


def html(text: str) -> str:
    """Turn text into paragraphs; a blank line begins a new one."""
    return "".join(f"<p>{inline(part)}</p>" for part in re.split(r"\n\s*\n", text.strip()) if part.strip())


def paragraphs(text: str) -> Body:
    """Return one text block, or nothing for an empty text."""
    return [("text", html(text))] if text.strip() else []


def bullet_points(points: Iterable[str]) -> Body:
    """Return one text block with a list, or nothing for an empty one."""
    items = "".join(f"<li>{inline(point)}</li>" for point in points)
    return [("text", f"<ul>{items}</ul>")] if items else []
