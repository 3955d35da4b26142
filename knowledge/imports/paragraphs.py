"""Paragraphs between a spreadsheet's cell and rich text."""

import html
import re
from html.parser import HTMLParser

_BLOCKS = {"p", "li", "ul", "ol", "div", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}


def normalise(text: str) -> str:
    """Return paragraphs parted by one empty line, without blanks that nobody sees."""
    paragraphs = re.split(r"\n\s*\n", text)
    lines = ([" ".join(line.split()) for line in paragraph.strip().split("\n")] for paragraph in paragraphs)
    return "\n\n".join("\n".join(paragraph) for paragraph in lines if any(paragraph))


def text_to_html(text: str) -> str:
    """Return normalised paragraphs as HTML, everything in them escaped."""
    paragraphs = (html.escape(part, quote=False) for part in normalise(text).split("\n\n") if part)
    return "".join(f"<p>{part}</p>" for part in paragraphs).replace("\n", "<br/>")


def html_to_text(markup: str) -> str:
    """Return the paragraphs of rich text, without its markup."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return normalise("".join(reader.parts))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.parts.append("\n\n" if tag in _BLOCKS else "\n" if tag == "br" else "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append("\n\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        self.parts.append(" ".join(re.split(r"\s+", data)))
