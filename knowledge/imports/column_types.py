"""How the cells of a column become values of a project.

A value has one shape wherever it comes from: a cell, the database, or the JSON of a revision. So the plan can
compare the three without building a project.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from cms_blocks.geo import format_point, parse_point
from knowledge.projects.models import Project

from .cells import Cell, as_line, as_list, as_text, fold, quote, unique
from .faults import CellRefused
from .lookups import Lookups
from .paragraphs import html_to_text, normalise, text_to_html

YES = {"ja", "j", "wahr", "true", "1", "x"}
NO = {"nein", "n", "falsch", "false", "0"}
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Column:
    """A column and the field of a project it fills."""

    name: str
    field: str = ""
    required: bool = False

    def parse(self, cell: Cell, lookups: Lookups) -> Any:
        """Return the value of a cell that is not empty; raise CellRefused when it does not fit."""
        raise NotImplementedError

    def read(self, stored: Any, lookups: Lookups) -> Any:
        """Return the value of what the database or a revision holds."""
        return stored

    def same(self, wanted: Any, stored: Any) -> bool:
        """Say whether the sheet asks for nothing new."""
        return bool(wanted == stored)

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the value for the report; an empty string for nothing."""
        return str(value or "")

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Put the value into the project, which is not saved here."""
        setattr(project, self.field, value)


class TextColumn(Column):
    """One line of text, as long as the field allows."""

    def parse(self, cell: Cell, lookups: Lookups) -> str:
        """Return the line."""
        return self._fitting(as_line(cell))

    def read(self, stored: Any, lookups: Lookups) -> str:
        """Return the line; a Kennung that is not there is null in the database."""
        return stored or ""

    def _fitting(self, text: str) -> str:
        limit = getattr(Project._meta.get_field(self.field), "max_length", None)
        if limit and len(text) > limit:
            raise CellRefused(f"Der Text hat {len(text)} Zeichen, erlaubt sind {limit}.")
        return text


class PostcodeColumn(TextColumn):
    """Five digits; a spreadsheet that took 06295 for a number has dropped the zero."""

    def parse(self, cell: Cell, lookups: Lookups) -> str:
        """Return the five digits."""
        digits = re.sub(r"^D\s*-\s*", "", as_line(cell), flags=re.IGNORECASE)
        if re.fullmatch(r"[0-9]{4}", digits):
            digits = f"0{digits}"
        if not re.fullmatch(r"[0-9]{5}", digits):
            raise CellRefused(f"{quote(as_line(cell))} ist keine Postleitzahl aus fünf Ziffern.")
        return digits


class WebsiteColumn(TextColumn):
    """A web address; „www.“ alone is completed, other schemes are refused."""

    def parse(self, cell: Cell, lookups: Lookups) -> str:
        """Return the address with its scheme."""
        address = as_line(cell)
        if "://" not in address and re.match(r"^[\w-]+(\.[\w-]+)+(/|$)", address):
            address = f"https://{address}"
        try:
            _is_web_address(address)
        except ValidationError as error:
            raise CellRefused(
                f"{quote(as_line(cell))} ist keine Internetadresse wie https://www.beispiel.de."
            ) from error
        return self._fitting(address)


class DescriptionColumn(Column):
    """Paragraphs; an empty line parts them. Markup in a cell is text, not markup."""

    def parse(self, cell: Cell, lookups: Lookups) -> str:
        """Return the paragraphs as plain text."""
        return normalise(as_text(cell))

    def read(self, stored: Any, lookups: Lookups) -> str:
        """Return the words without the editors' formatting, which a sheet cannot hold and must not undo."""
        return html_to_text(stored or "")

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Set the paragraphs as HTML."""
        project.description = text_to_html(value)


@dataclass(frozen=True)
class _VocabularyColumn(Column):
    vocabulary: str = ""

    def _one(self, text: str, lookups: Lookups) -> int:
        return lookups.term(self.vocabulary, text)


@dataclass(frozen=True, init=False)
class TermsColumn(_VocabularyColumn):
    """Any number of terms of a vocabulary, by label or key."""

    def __init__(self, name: str, field: str, vocabulary: str) -> None:
        super().__init__(name, field, vocabulary=vocabulary)

    def parse(self, cell: Cell, lookups: Lookups) -> frozenset[int]:
        """Return the terms' primary keys."""
        return frozenset(self._one(text, lookups) for text in as_list(cell))

    def read(self, stored: Any, lookups: Lookups) -> frozenset[int]:
        """Return the terms' primary keys."""
        return frozenset(stored or ())

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the labels in the vocabulary's order."""
        return " | ".join(lookups.labels(self.vocabulary, value))

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Replace the terms."""
        getattr(project, self.field).set(lookups.terms(self.vocabulary, value))


@dataclass(frozen=True, init=False)
class TermColumn(_VocabularyColumn):
    """One term of a vocabulary."""

    def __init__(self, name: str, field: str, vocabulary: str) -> None:
        super().__init__(name, field, vocabulary=vocabulary)

    def parse(self, cell: Cell, lookups: Lookups) -> int:
        """Return the term's primary key."""
        return self._one(_only(as_list(cell)), lookups)

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the label."""
        return " | ".join(lookups.labels(self.vocabulary, [value] if value else []))

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Set the term."""
        setattr(project, f"{self.field}_id", value)


class TagsColumn(Column):
    """Hashtags by name, with or without #; new ones are created."""

    def parse(self, cell: Cell, lookups: Lookups) -> tuple[str, ...]:
        """Return the names."""
        names = [text.lstrip("# ").strip() for text in as_list(cell)]
        if too_long := [name for name in names if len(name) > 100]:
            raise CellRefused(
                f"{quote(too_long[0])} ist länger als 100 Zeichen. Trennen Sie Schlagworte mit |."
            )
        return tuple(unique(names))

    def read(self, stored: Any, lookups: Lookups) -> tuple[str, ...]:
        """Return the names of stored hashtags."""
        return tuple(lookups.tag_names(stored or ()))

    def same(self, wanted: Any, stored: Any) -> bool:
        """Compare the names whatever their order and letter case."""
        return _folded(wanted) == _folded(stored)

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the names in alphabetical order."""
        return " | ".join(sorted(value, key=fold))

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Replace the hashtags."""
        project.tags.set([lookups.get_or_create_tag(name) for name in value])


class CarrierColumn(TextColumn):
    """The carrier by name; an organisation that is not there is created."""

    def parse(self, cell: Cell, lookups: Lookups) -> str:
        """Return the name."""
        name = _only(as_list(cell))
        if len(name) > 200:
            raise CellRefused(f"Der Name hat {len(name)} Zeichen, erlaubt sind 200.")
        return name

    def read(self, stored: Any, lookups: Lookups) -> str:
        """Return the name of the stored organisation."""
        return lookups.organisation_name(stored)

    def same(self, wanted: Any, stored: Any) -> bool:
        """Compare the names whatever their letter case."""
        return fold(wanted) == fold(stored)

    def assign(self, project: Project, value: Any, lookups: Lookups) -> None:
        """Set the carrier."""
        project.carrier = lookups.get_or_create_organisation(value)


class YesNoColumn(Column):
    """Yes or no."""

    def parse(self, cell: Cell, lookups: Lookups) -> bool:
        """Return the answer."""
        answer = fold(as_line(cell))
        if answer not in YES | NO:
            raise CellRefused(f"{quote(as_line(cell))} ist weder „ja“ noch „nein“.")
        return answer in YES

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the answer in German."""
        return "" if value is None else "ja" if value else "nein"


class DateColumn(Column):
    """A day: a true date of the spreadsheet, dd.mm.yyyy, or ISO 8601."""

    def parse(self, cell: Cell, lookups: Lookups) -> date:
        """Return the day."""
        if isinstance(cell, date):
            day: date | None = cell.date() if isinstance(cell, datetime) else cell
        else:
            day = _day(as_line(cell))
        if day is None or not 1900 <= day.year <= 2100:
            raise CellRefused(
                f"{quote(as_line(cell))} ist kein Datum. Schreiben Sie es wie 31.12.2026 oder 2026-12-31."
            )
        return day

    def read(self, stored: Any, lookups: Lookups) -> date | None:
        """Return the day; in a revision's JSON it is text."""
        return date.fromisoformat(stored) if isinstance(stored, str) else stored

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the day as Germans write it."""
        return value.strftime("%d.%m.%Y") if value else ""


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


class StatusColumn(Column):
    """Whether a project is to be published; no field of its own."""

    def parse(self, cell: Cell, lookups: Lookups) -> bool:
        """Return True for published."""
        status = fold(as_line(cell)).replace("oe", "ö")
        if status not in ("entwurf", "veröffentlicht"):
            raise CellRefused(f"{quote(as_line(cell))} ist weder „Entwurf“ noch „veröffentlicht“.")
        return status == "veröffentlicht"

    def show(self, value: Any, lookups: Lookups) -> str:
        """Return the word of the sheet."""
        return "veröffentlicht" if value else "Entwurf"


def _only(values: list[str]) -> str:
    """The one value of a column that takes no more."""
    if len(values) != 1:
        raise CellRefused(f"Hier ist nur ein Wert möglich, nicht {len(values)}.")
    return values[0]


def _folded(names: Collection[str]) -> set[str]:
    return {fold(name) for name in names}


def _day(text: str) -> date | None:
    """Read a written day; a clock time behind an ISO date, as programs write it, does not matter."""
    german = re.fullmatch(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", text)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]+Z?)?", text)
    try:
        if german:
            return date(*map(int, reversed(german.groups())))
        return date(*map(int, iso.groups())) if iso else None
    except ValueError:  # the 31st of February
        return None
