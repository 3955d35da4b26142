"""Films of other websites are recognised by their address, and nobody is asked before a click."""

from typing import Any

import pytest

from cms_blocks.blocks import ExternalVideoBlock
from cms_blocks.video import find_embed

KEY = "dQw4w9WgXcQ"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"


@pytest.mark.parametrize(
    ("address", "provider", "player"),
    [
        (f"https://www.youtube.com/watch?v={KEY}&t=3", "YouTube", f"www.youtube-nocookie.com/embed/{KEY}?"),
        (f"https://youtu.be/{KEY}", "YouTube", f"www.youtube-nocookie.com/embed/{KEY}?"),
        (f"https://www.youtube.com/shorts/{KEY}", "YouTube", f"www.youtube-nocookie.com/embed/{KEY}?"),
        ("https://vimeo.com/76979871", "Vimeo", "player.vimeo.com/video/76979871?"),
        ("https://vimeo.com/76979871/0a1b2c3d4e", "Vimeo", "&h=0a1b2c3d4e"),
        (f"https://tube.example/videos/watch/{UUID}", "tube.example", f"tube.example/videos/embed/{UUID}?"),
        (
            "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "tube.example",
            "tube.example/videos/embed/kkGMgK9Z",
        ),
    ],
)
def test_players_are_found(settings: Any, address: str, provider: str, player: str) -> None:
    settings.CMS_BLOCKS = {**settings.CMS_BLOCKS, "PEERTUBE_HOSTS": None}
    embed = find_embed(address)
    assert embed
    assert embed.provider == provider
    assert embed.url.startswith("https://")
    assert player in embed.url


def test_only_named_peertube_servers_play_in_the_page(settings: Any) -> None:
    """A host whose policy names the frames it allows names them here too: an empty frame helps nobody."""
    settings.CMS_BLOCKS = {**settings.CMS_BLOCKS, "PEERTUBE_HOSTS": ["tube.example"]}
    named = find_embed(f"https://tube.example/w/{UUID}")
    other = find_embed(f"https://anders.example/w/{UUID}")
    assert named
    assert named.url
    assert other
    assert (other.provider, other.url) == ("anders.example", "")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/film.html",
        "https://www.youtube.com/@verein",
        "https://vimeo.com/channels/staffpicks",
    ],
)
def test_other_pages_get_a_link_only(address: str) -> None:
    embed = find_embed(address)
    assert embed
    assert embed.url == ""
    block = ExternalVideoBlock()
    html = block.render(block.to_python({"title": "Film", "url": address}))
    assert f'href="{address}"' in html
    assert "data-cms-embed" not in html


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "https://[", "nur Text"])
def test_what_is_no_address_shows_nothing(address: str) -> None:
    assert find_embed(address) is None
    block = ExternalVideoBlock()
    assert block.render(block.to_python({"title": "Film", "url": address})).strip() == ""


def test_the_page_loads_nothing_and_says_what_a_click_does(db: None) -> None:
    block = ExternalVideoBlock()
    html: Any = block.render(block.to_python({"title": "Bürgerbus", "url": f"https://youtu.be/{KEY}"}))
    assert "<iframe" not in html
    assert " src=" not in html
    assert "werden Daten an YouTube übertragen" in html
