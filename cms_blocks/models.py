"""Abstract mixins for the file models of a site. This package has no table of its own."""

from typing import Any

from django.db import models

from .metadata import without_metadata
from .validators import validate_webvtt


class Licence(models.TextChoices):
    """Licences an editor may state, from free to narrow."""

    CC0 = "cc0", "CC0 1.0"
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    OFFICE = "office", "Nutzung durch das Projektbüro erlaubt"
    RESERVED = "reserved", "Alle Rechte vorbehalten"


LICENCE_URLS = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.de",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.de",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.de",
}


class RightsMixin(models.Model):
    """Who made a file, who holds the rights, and what others may do with it."""

    credit = models.CharField(
        "Urheber*in",
        max_length=255,
        blank=True,
        help_text="Wer hat es gemacht? Der Name steht öffentlich bei der Datei.",
    )
    rights_holder = models.CharField(
        "Rechteinhaber*in",
        max_length=255,
        blank=True,
        help_text="Nur wenn die Rechte nicht bei der Urheber*in liegen, zum Beispiel bei einem Verein.",
    )
    licence = models.CharField("Lizenz", max_length=20, choices=Licence, blank=True)
    source_url = models.URLField(
        "Quelle im Netz", max_length=500, blank=True, help_text="Die Seite, von der die Datei stammt."
    )

    form_fields: tuple[str, ...] = ("credit", "rights_holder", "licence", "source_url")

    class Meta:
        abstract = True

    @property
    def licence_url(self) -> str:
        """The address of the licence's text, or "" where there is none."""
        return LICENCE_URLS.get(Licence(self.licence), "") if self.licence in Licence.values else ""

    @property
    def credit_line(self) -> str:
        """One line for the caption: maker, rights holder and a public licence; "" where nothing is known.

        That the office may use a file is an agreement between two parties and not shown.
        """
        parts = [self.credit]
        if self.rights_holder and self.rights_holder != self.credit:
            parts.append(f"© {self.rights_holder}")
        if self.licence and self.licence != Licence.OFFICE:
            parts.append(Licence(self.licence).label if self.licence in Licence.values else self.licence)
        return " · ".join(part for part in parts if part)


class AltTextMixin(models.Model):
    """Alternative text of an image. Put it before Wagtail's `AbstractImage` among the bases.

    Wagtail's own `description` is the alternative text; here it gets a name that says so, and a file name is
    never read aloud in its place.
    """

    description = models.CharField(
        "Alternativtext",
        max_length=255,
        blank=True,
        default="",
        help_text="Was ist zu sehen? Ein Satz für Menschen, die das Bild nicht sehen können.",
    )
    # Not `decorative`: Wagtail sets an attribute of that name on every instance.
    is_decorative = models.BooleanField(
        "Schmuckbild",
        default=False,
        help_text="Das Bild sagt nichts, was nicht schon im Text steht. Es braucht keinen Alternativtext.",
    )

    form_fields: tuple[str, ...] = ("is_decorative",)

    class Meta:
        abstract = True

    @property
    def default_alt_text(self) -> str:
        """What Wagtail uses where a page gives no text of its own."""
        return "" if self.is_decorative else self.description


class PrivateMetadataMixin(models.Model):
    """An image that forgets on upload where it was taken. Put it before Wagtail's `AbstractImage`.

    Wagtail's renditions keep the position a phone writes into its pictures, and so does the original.
    """

    # What `AbstractImage` brings.
    file: Any
    _set_image_file_metadata: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean a file that is new, then save."""
        if self.file and not self.file._committed and (clean := without_metadata(self.file.file)):
            self.file = clean
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class AccessibleMediaMixin(models.Model):
    """What a film or sound needs so that everybody can follow it."""

    captions = models.FileField(
        "Untertitel",
        upload_to="media_captions",
        blank=True,
        validators=[validate_webvtt],
        help_text="Datei im Format WebVTT (.vtt), in UTF-8 gespeichert.",
    )
    transcript = models.TextField(
        "Abschrift",
        blank=True,
        help_text="Der gesprochene Text, bei Filmen auch das, was nur zu sehen ist.",
    )

    form_fields: tuple[str, ...] = ("captions", "transcript")

    class Meta:
        abstract = True
