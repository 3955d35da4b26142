"""The demo's data files: what they point to exists, and nothing in them is private or copied."""

import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from PIL import Image

from knowledge.pages.gaps import GAP
from knowledge.setup.duty_pages import duty_rows, make_body
from knowledge.vocabularies import gazetteer
from wissensspeicher.demo.motifs import MOTIFS
from wissensspeicher.demo.pictures import draw, draw_logo

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "site" / "wissensspeicher" / "demo" / "content"
VOCABULARIES = ROOT / "knowledge" / "vocabularies" / "starting_content.toml"
#: The documents the facts come from lie beside a working copy, if anywhere.
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
COPIED_WORDS = 10

FILES = [VOCABULARIES, *sorted(CONTENT.rglob("*.toml"))]


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


TERMS = {name: {row["key"] for row in rows} for name, rows in load(VOCABULARIES).items()}
ORGANISATIONS = {row["key"]: row for row in load(CONTENT / "organisations.toml")["organisation"]}
PROJECTS = {row["key"]: row for row in load(CONTENT / "projects.toml")["project"]}
PICTURES = {row["key"]: row for row in load(CONTENT / "pictures.toml")["picture"]}
SETTINGS = load(CONTENT / "settings.toml")
PAGES = [row for path in sorted((CONTENT / "pages").glob("*.toml")) for row in load(path)["page"]]
PAGE_KEYS = {row["key"] for row in PAGES}
BLOCKS = [(page["key"], block) for page in PAGES for block in page.get("body", [])]

FACETS = {
    "themes": "theme",
    "megatrends": "megatrend",
    "challenges": "challenge",
    "approaches": "approach",
    "stage": "stage",
    "reach": "reach",
    "audience": "audience",
    "kind": "kind",
}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("project", PROJECTS.values(), ids=lambda row: row["key"])
def test_a_project_points_only_to_what_there_is(project: dict[str, Any]) -> None:
    for field, vocabulary in FACETS.items():
        assert set(as_list(project.get(field, []))) <= TERMS[vocabulary]
    assert {str(goal) for goal in project.get("goals", [])} <= TERMS["sdg"]
    for field in ("carrier", "partners", "funders"):
        assert set(as_list(project.get(field, []))) <= set(ORGANISATIONS)
    for field in ("related", "transferred_to"):
        assert set(project.get(field, [])) <= set(PROJECTS) - {project["key"]}
    assert project.get("picture", "home") in PICTURES


@pytest.mark.parametrize("project", PROJECTS.values(), ids=lambda row: row["key"])
def test_a_project_says_in_one_short_sentence_what_it_is(project: dict[str, Any]) -> None:
    assert len(project["summary"]) <= 160
    assert project["summary"].endswith(".")
    assert len(project["key"]) <= 60
    assert project["themes"]
    assert project["source"]


def test_every_point_lies_in_the_place_that_is_named() -> None:
    for row in PROJECTS.values():
        if "latitude" in row:
            located = gazetteer.locate(row["latitude"], row["longitude"])
            assert all(located), row["key"]
            assert gazetteer.find(row["place"]) in (located, ("", "")), row["key"]


def test_the_content_is_as_rich_as_promised() -> None:
    places = [gazetteer.find(row["place"])[1] for row in PROJECTS.values() if "place" in row]
    assert len(PROJECTS) >= 36
    assert sum("latitude" in row for row in PROJECTS.values()) >= 18
    assert places.count("15087") >= 8


def test_pages_come_after_their_parents_and_share_no_address() -> None:
    seen: set[str] = set()
    addresses: set[tuple[str, str]] = set()
    for page in PAGES:
        assert page["key"] not in seen
        if page["type"] != "home":
            assert page["parent"] in seen, page["key"]
            address = (page["parent"], page["slug"])
            assert address not in addresses
            addresses.add(address)
        seen.add(page["key"])
        assert page.get("picture", "home") in PICTURES
        assert set(page.get("themes", [])) <= TERMS["theme"]
        assert set(page.get("partners", [])) <= set(ORGANISATIONS)
        assert page.get("project", "gewinn") in PROJECTS


def test_what_is_published_has_no_gaps() -> None:
    """Only duty pages have some, whose gaps the office sees on its first page."""
    assert [row["key"] for row in PAGES if not row.get("draft") and GAP in str(row)] == []


def test_the_demo_fills_only_gaps_that_duty_pages_have() -> None:
    rows = {row["field"]: row for row in duty_rows()}
    for field, words in load(CONTENT / "duty_pages.toml").items():
        assert GAP not in str(words)
        before, after = str(make_body(rows[field])), str(make_body(rows[field], words))
        assert before.count(GAP) - after.count(GAP) == len(words)


def test_every_overview_below_home_is_in_the_menu() -> None:
    overviews = [row for row in PAGES if row["type"] == "list" and row["parent"] == "home"]
    assert [row["title"] for row in overviews if not row.get("in_menu")] == []


@pytest.mark.parametrize(("page", "block"), BLOCKS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_block_points_only_to_what_there_is(page: str, block: dict[str, Any]) -> None:
    assert set(block.get("organisations", [])) <= set(ORGANISATIONS)
    assert set(block.get("projects", [])) <= set(PROJECTS)
    if "link" in block:
        assert block["link"].removeprefix("page:") in PAGE_KEYS or block["link"].startswith(("/", "https://"))
    for name, value in parse_qsl(block.get("query", "")):
        known = TERMS.get(name) or {"type": {"project"}, "lighthouse": {"true", "false"}}.get(name)
        assert known is None or value in known
        assert known or (name == "district" and gazetteer.district_name(value))
    for row in block.get("rows", []):
        assert len(row) == len(block["header"])


def test_every_picture_is_used_described_and_of_a_known_motif() -> None:
    used = {row["picture"] for row in [*PROJECTS.values(), *PAGES] if "picture" in row}
    assert used == set(PICTURES)
    for row in PICTURES.values():
        assert row["motif"] in MOTIFS
        assert 1 <= len(row["colours"]) <= 3
        assert 20 <= len(row["alt"]) <= 140
    logos = {row["key"] for row in SETTINGS["logo"]}
    assert {row["logo"] for row in SETTINGS["funder"]} == logos
    assert {row["organisation"] for row in SETTINGS["funder"]} <= set(ORGANISATIONS)


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_picture_follows_from_its_key_alone(motif: str) -> None:
    first = draw("probe", ["#1F5A9C"], motif)
    assert Image.open(BytesIO(first)).size == (1200, 800)
    assert draw("probe", ["#1F5A9C"], motif) == first
    assert draw("other", ["#1F5A9C"], motif) != first


def test_a_word_mark_writes_its_umlauts() -> None:
    assert draw_logo("für") != draw_logo("fur")
    assert Image.open(BytesIO(draw_logo("Landkreis\nMansfeld-Südharz"))).height == 240


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_contact_data_is_in_the_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"[\w.-]+@[\w-]+\.\w+", text)
    assert not re.search(r"\+49|\b0\d{2,5}[ /-]+\d[\d -]{4,}", text)


def strings(value: Any) -> Iterator[str]:
    """All words a reader may see, in the file's order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of ten words; case and punctuation do not count, nor does what punctuation joins."""
    found: set[tuple[str, ...]] = set()
    for words in (
        re.findall(r"[^\W_]+", text.lower()),
        [word for part in text.lower().split() if (word := re.sub(r"[\W_]", "", part))],
    ):
        found |= {tuple(words[at : at + COPIED_WORDS]) for at in range(len(words) - COPIED_WORDS + 1)}
    return found


@pytest.mark.skipif(not SEEDS, reason="the source documents are not beside this working copy")
def test_no_sentence_is_copied_from_the_sources() -> None:
    sources = set().union(*(runs(path.read_text(encoding="utf-8")) for path in SEEDS))
    for path in FILES:
        raw = path.read_text(encoding="utf-8")
        copied = sources & (runs(raw) | runs(" ".join(strings(tomllib.loads(raw)))))
        assert not copied, path.name
