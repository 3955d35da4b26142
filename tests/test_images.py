"""Whoever builds the containers tomorrow gets what was tried today: every image is named to its patch."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# The site's own image is built, not fetched.
OWN = "wissensspeicher"


@pytest.mark.parametrize(
    ("file", "statement"), [("compose.yaml", r"\s+image: (\S+)"), ("Dockerfile", r"FROM (\S+)")]
)
def test_every_foreign_image_is_pinned(file: str, statement: str) -> None:
    images = set(re.findall(rf"^{statement}", (ROOT / file).read_text("utf-8"), re.MULTILINE)) - {OWN}

    assert images
    assert [image for image in images if not re.search(r":\d+\.\d+(\.\d+)?(-[a-z-]+)?$", image)] == []
    # Python's minor versions have two numbers, and only the third one says which was tried.
    assert [image for image in images if re.search(r"python:\d+\.\d+(-|$)", image)] == []
