"""Placeholders in texts that the office may edit: plain substitution, nothing that runs or looks inside.

A placeholder is a name in braces, `{titel}`. Values are inserted as they are and never looked at again: one
that says "{link}" stays "{link}".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_NAME = "[a-zäöüß][a-zäöüß0-9_]*"
_PLACEHOLDER = re.compile(rf"\{{({_NAME})\}}")
_BRACE = re.compile(r"[{}]")
# An address in a text of the office; a full stop or a bracket at its end belongs to the sentence.
_ADDRESS = r"https?://[^\s<>\"'{}]*[^\s<>\"'{}.,;:!?)\]]"
_LINK_OR_PLACEHOLDER = re.compile(rf"{_ADDRESS}|\{{(?P<name>{_NAME})\}}")
_BUTTON = re.compile(rf"(?:(?P<label>.+):\s+)?(?P<address>{_ADDRESS}|\{{{_NAME}\}})")
DEFAULT_LABEL = "Link öffnen"
# All of C0 and C1 but tab and line feed, and the line and paragraph separators that some readers break at.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Piece:
    """A part of a line: words, or a link (an address)."""

    text: str
    is_link: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph of lines, or a button.

    Attributes:
        lines: of the paragraph, each of pieces; empty for a button.
        label, address: of the button.
    """

    lines: tuple[tuple[Piece, ...], ...] = ()
    label: str = ""
    address: str = ""


def check_wording(
    subject: str, text: str, placeholders: Collection[str], required: Collection[str]
) -> dict[str, list[str]]:
    """Return what is wrong with a subject and a text, in the office's words, by field."""
    problems: dict[str, list[str]] = {}
    for field, wording in (("subject", subject), ("text", text)):
        if found := _problems_of(wording, placeholders):
            problems[field] = found
    if missing := [name for name in required if name not in _PLACEHOLDER.findall(text)]:
        named = _list([f"{{{name}}}" for name in missing])
        problems.setdefault("text", []).append(f"Im Text fehlt {named}. Ohne geht diese E-Mail nicht.")
    return problems


def _problems_of(wording: str, placeholders: Collection[str]) -> list[str]:
    unknown = sorted({name for name in _PLACEHOLDER.findall(wording) if name not in placeholders})
    problems = []
    if unknown:
        known = _list([f"{{{name}}}" for name in placeholders]) or "keinen"
        named = _list([f"{{{name}}}" for name in unknown])
        problems.append(f"Den Platzhalter {named} gibt es hier nicht. Möglich: {known}.")
    rest = _PLACEHOLDER.sub("", wording)
    if brace := _BRACE.search(rest):
        near = rest[max(0, brace.start() - 15) : brace.start() + 15].strip()
        problems.append(
            f"Bei „{near}“ steht eine geschweifte Klammer, die zu keinem Platzhalter gehört. "
            "Platzhalter sehen so aus: {titel}. Andere geschweifte Klammern sind nicht möglich."
        )
    return problems


def _list(names: list[str]) -> str:
    return ", ".join(names)


def clean_value(value: str) -> str:
    """Return a value without control characters; line ends are `\\n`."""
    return _CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))


def fill_line(wording: str, values: Mapping[str, str]) -> str:
    """Return a single line with the values in it, whatever line ends they bring: fit for a header."""
    return " ".join(_fill(wording, values).split())


def fill_text(wording: str, values: Mapping[str, str]) -> str:
    """Return the plain text with the values in it. Raises KeyError for a placeholder without a value."""
    return _fill(clean_value(wording), values).strip() + "\n"


def _fill(wording: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: clean_value(values[found[1]]), wording)


def blocks_of(wording: str, values: Mapping[str, str], links: Collection[str]) -> list[Block]:
    """Return the text as paragraphs and buttons.

    What becomes a link or a button is decided by the wording alone: an address that a value brings along is
    never one.
    """
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", clean_value(wording).strip()):
        lines: list[tuple[Piece, ...]] = []
        for line in paragraph.split("\n"):
            if button := _button(line.strip(), values, links):
                blocks += [Block(lines=tuple(lines)), button]
                lines = []
            else:
                lines.append(tuple(_pieces(line.strip(), values, links)))
        blocks.append(Block(lines=tuple(lines)))
    return [block for block in blocks if block.address or any(block.lines)]


def _button(line: str, values: Mapping[str, str], links: Collection[str]) -> Block | None:
    found = _BUTTON.fullmatch(line)
    if found is None:
        return None
    pieces = _pieces(found["address"], values, links)
    if len(pieces) != 1 or not pieces[0].is_link:
        return None
    return Block(label=fill_line(found["label"] or DEFAULT_LABEL, values), address=pieces[0].text)


def _pieces(line: str, values: Mapping[str, str], links: Collection[str]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for found in _LINK_OR_PLACEHOLDER.finditer(line):
        pieces.append(Piece(line[at : found.start()]))
        if found["name"] is None:
            pieces.append(Piece(found[0], is_link=True))
        else:
            value = clean_value(values[found["name"]])
            is_link = found["name"] in links and value.startswith(("https://", "http://"))
            pieces.append(Piece(value, is_link))
        at = found.end()
    pieces.append(Piece(line[at:]))
    return [piece for piece in pieces if piece.text]
