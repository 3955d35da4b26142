"""How the cells of a column become values of a project.

A value has one shape wherever it comes from: a cell, the database, or the JSON of a revision. So the plan can
compare the three without building a project.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from knowledge.projects.models import Project

from .cells import Cell, as_line, as_text, fold, quote
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
