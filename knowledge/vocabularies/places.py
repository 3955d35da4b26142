"""Where a thing is: address, point, and what follows from them."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms_blocks.geo import LocationPanel, parse_point, validate_point

from . import gazetteer


class PlaceMixin(models.Model):
    """An address and a point. Gemeinde and Landkreis follow at every save, from the point first.

    ``location`` holds ``SRID=4326;POINT(longitude latitude)`` in degrees, as wagtailgeowidget writes it.
    """

    street = models.CharField("Straße und Hausnummer", max_length=200, blank=True)
    postcode = models.CharField(
        "Postleitzahl",
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", "Eine Postleitzahl hat fünf Ziffern, zum Beispiel 06295.")],
    )
    place_name = models.CharField(
        "Ort",
        max_length=120,
        blank=True,
        help_text="Stadt, Dorf oder Ortsteil. Gemeinde und Landkreis ergeben sich daraus von selbst.",
    )
    location = models.CharField(
        "Punkt auf der Karte",
        max_length=100,
        blank=True,
        validators=[validate_point],
        help_text="Klicken Sie auf die Karte, um den Punkt zu setzen. Ohne Punkt zählt der Ort.",
    )
    municipality_ags = models.CharField("Gemeinde", max_length=8, blank=True, editable=False, db_index=True)
    district_ags = models.CharField("Landkreis", max_length=5, blank=True, editable=False, db_index=True)

    place_panel = MultiFieldPanel(
        [
            FieldPanel("street"),
            FieldRowPanel([FieldPanel("postcode"), FieldPanel("place_name")]),
            LocationPanel("location"),
        ],
        heading="Ort",
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive Gemeinde and Landkreis, then save."""
        self.set_areas()
        super().save(*args, **kwargs)

    def set_areas(self) -> None:
        """Set both AGS from the point; from the place's name where there is no point."""
        point = parse_point(self.location)
        found = gazetteer.locate(*point) if point else ("", "")
        self.municipality_ags, self.district_ags = found if any(found) else gazetteer.find(self.place_name)

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """(latitude, longitude) in degrees, or None."""
        return parse_point(self.location)

    @property
    def municipality(self) -> str:
        """The Gemeinde's name, or an empty string."""
        return gazetteer.municipality_name(self.municipality_ags)

    @property
    def district(self) -> str:
        """The Landkreis's name, or an empty string."""
        return gazetteer.district_name(self.district_ags)

    @property
    def place_label(self) -> str:
        """The place as a reader needs it: the place, else the Gemeinde, else the Landkreis."""
        return self.place_name or self.municipality or self.district
