"""The outlines that maps without JavaScript stand on are those of the data beside them, and small."""

import gzip
import re
from pathlib import Path

from scripts import outlines


def test_the_outlines_are_drawn_from_the_geojson_of_today() -> None:
    assert outlines.TARGET.read_text(encoding="ascii") == outlines.drawn()


def test_every_district_and_municipality_is_drawn_and_little_is_sent() -> None:
    drawn = outlines.TARGET.read_text(encoding="ascii")
    assert drawn.count("M") >= 218 + 14
    assert len(gzip.compress(outlines.TARGET.read_bytes())) < 20_000


def test_the_outlines_stand_where_the_region_is() -> None:
    corners = re.findall(r"M(-?\d+) (-?\d+)", outlines.drawn())
    assert all(10_500 < int(x) < 13_200 and -63_500 < int(y) < -58_500 for x, y in corners)


def test_colours_come_from_the_page_that_shows_them() -> None:
    assert not re.findall(r"#[0-9a-f]{3,6}\b", Path(outlines.TARGET).read_text(encoding="ascii"))
