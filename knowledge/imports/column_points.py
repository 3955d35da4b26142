"""The two columns of coordinates, and the point they make."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from cms_blocks.geo import format_point, parse_point

from .cells import Cell, as_line, as_text, quote
from .column_types import Column
from .faults import CellRefused
from .lookups import Lookups


@dataclass(frozen=True)
class DegreesColumn(Column):
    """One coordinate in degrees, with point or comma; no field of its own, see PointColumn."""

    limit: int = 180

    def parse(self, cell: Cell, lookups: Lookups) -> float:
        """Return the degrees."""
        if isinstance(cell, date):
            raise CellRefused(
                f"Die Tabelle hat aus der Zahl das Datum {as_text(cell)} gemacht. Stellen Sie die Spalte auf "
                "„Zahl“ und geben Sie den Wert neu ein."
            )
        text = as_line(cell).rstrip("°").strip().replace("\u2212", "-")
        if not re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", text):
            raise CellRefused(f"{quote(as_line(cell))} ist keine Zahl in Grad wie 51,4727.")
        degrees = float(text.replace(",", "."))
        if abs(degrees) > self.limit:
            raise CellRefused(
                f"{quote(as_line(cell))} liegt nicht zwischen -{self.limit} und {self.limit} Grad. "
                "Ist das Komma verrutscht?"
            )
        return degrees


class PointColumn(Column):
    """Breitengrad and Längengrad together."""

    def read(self, stored: Any, lookups: Lookups) -> str:
        """Return the stored form, however it was once written."""
        point = parse_point(stored)
        return format_point(*point) if point else ""

    def join(self, latitude: float | None, longitude: float | None) -> str:
        """Return the point in its stored form; raise CellRefused for half a point and for a swapped one."""
        if latitude is None or longitude is None:
            raise CellRefused("Breitengrad und Längengrad gehören zusammen, einer von beiden fehlt.")
        if latitude == longitude == 0:
            raise CellRefused("0 und 0 ist ein Punkt im Atlantik. Lassen Sie unbekannte Koordinaten leer.")
        if 5 <= latitude <= 16 and 46 <= longitude <= 56:  # Germany, lying on its side
            raise CellRefused(
                "Breitengrad und Längengrad sind wohl vertauscht: In Deutschland liegt der Breitengrad "
                "zwischen 47 und 55, der Längengrad zwischen 5 und 15."
            )
        return format_point(latitude, longitude)

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return latitude and longitude as Germans write them."""
        point = parse_point(value)
        return "; ".join(
            f"{degrees:.6f}".rstrip("0").rstrip(".").replace(".", ",") for degrees in point or ()
        )
