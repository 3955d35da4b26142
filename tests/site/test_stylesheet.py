"""What the stylesheet names is there, and is ours: nothing is fetched from a stranger."""

import re
from pathlib import Path

SHEET = Path(__file__).resolve().parents[2] / "site/wissensspeicher/static/wissensspeicher/site.css"


def test_every_file_the_stylesheet_names_is_shipped() -> None:
    names = re.findall(r'url\("?([^")]+)"?\)', SHEET.read_text(encoding="utf-8"))
    assert any(name.endswith(".woff2") for name in names)
    assert not [name for name in names if not (SHEET.parent / name).is_file()]
