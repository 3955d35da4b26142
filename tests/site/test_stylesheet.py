"""What the stylesheets name is there, and is ours: nothing is fetched from a stranger."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = {
    "cms_blocks": "cms_blocks/static/cms_blocks/blocks.css",
    "knowledge": "knowledge/static/knowledge/knowledge.css",
    "knowledge_search": "search/knowledge_search/static/knowledge_search/search.css",
    "site": "site/wissensspeicher/static/wissensspeicher/site.css",
    "style guide": "site/wissensspeicher/static/wissensspeicher/style-guide.css",
}
KERN = "site/wissensspeicher/static/wissensspeicher/vendor/kern/kern.min.css"


def read(sheet: str) -> str:
    return (ROOT / sheet).read_text(encoding="utf-8")


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_file_a_stylesheet_names_is_shipped(sheet: str) -> None:
    names = re.findall(r'url\("?([^")]+)"?\)', read(sheet))
    assert not [name for name in names if not (ROOT / sheet).parent.joinpath(name).is_file()]


def test_the_fonts_are_ours() -> None:
    assert re.findall(r'url\("vendor/fira-sans/[^"]+\.woff2"\)', read(SHEETS["site"]))


@pytest.mark.parametrize("sheet", [*SHEETS.values(), KERN], ids=[*SHEETS, "kern"])
def test_every_rule_stands_in_a_layer(sheet: str) -> None:
    """A rule outside would win over all layers, whatever it is."""
    known = re.search(r"@layer ([^;{]+);", read(SHEETS["site"]))
    assert known
    depth, outside = 0, ""
    for piece in re.split(r"([{}])", re.sub(r"/\*.*?\*/", "", read(sheet), flags=re.DOTALL)):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        if depth == 0 and piece not in "{}":
            outside += piece.strip() + "\n"
    openings = re.sub(r'@charset "[^"]+";|@layer [^;{]+;|@font-face', "", outside).split("\n")
    layers = {opening.removeprefix("@layer ").strip() for opening in openings if opening.strip()}
    assert layers <= set(known[1].split(", ")), layers


def test_rooms_agree_on_what_a_host_without_tokens_gets() -> None:
    defaults = [
        re.search(r"@layer defaults \{.*?\n\}", read(SHEETS[room]), re.DOTALL)
        for room in ("knowledge", "knowledge_search")
    ]
    assert defaults[0] and defaults[1]
    assert defaults[0][0] == defaults[1][0]


def test_no_colour_is_named_outside_the_tokens() -> None:
    for room in ("knowledge", "knowledge_search", "site", "style guide"):
        rules = read(SHEETS[room])
        rules = re.sub(r"@layer (defaults|tokens) \{.*?\n\}", "", rules, flags=re.DOTALL)
        assert not re.findall(r":[^;{]*#[0-9a-fA-F]{3,6}\b", rules), room
