"""A point in a StreamField."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtailgeowidget.blocks import LeafletBlock

from ..frozen import FrozenPathMixin
from .points import format_point, parse_point, validate_point
from .widgets import LocationWidget


class LocationBlock(FrozenPathMixin, LeafletBlock):
    """A point on the map: `{"lat": 51.47, "lng": 11.3}` in Python, or None; stored as wagtailgeowidget does.

    The value has this one form in the preview, after saving and after reloading. A stored null, "" or junk
    is None. Only what cannot be read while a form is checked stays a string, so that the form can show it.
    """

    frozen_module = "cms_blocks.geo"

    def __init__(
        self,
        address_field: str | None = None,
        required: bool = True,
        help_text: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(address_field=address_field, **kwargs)
        self.field_options: dict[str, Any] = {
            "required": required,
            "help_text": help_text,
            "validators": [validate_point],
        }

    @cached_property
    def field(self) -> forms.Field:
        """A text field that is only required if the block is (upstream forgets)."""
        return forms.CharField(widget=LocationWidget(address_field=self.address_field), **self.field_options)

    def to_python(self, value: Any) -> dict[str, float] | None:
        """Read the stored form, or the native one; everything else is no place."""
        if isinstance(value, dict):
            try:
                value = format_point(float(value["lat"]), float(value["lng"]))
            except (KeyError, TypeError, ValueError):
                return None
        point = parse_point(value)
        return {"lat": point[0], "lng": point[1]} if point else None

    def normalize(self, value: Any) -> dict[str, float] | None:
        """Accept both forms for defaults and preview values too."""
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> str | None:
        """Return the stored form; None where there is no place."""
        point = self.to_python(value)
        return format_point(point["lat"], point["lng"]) if point else None

    def value_for_form(self, value: Any) -> str:
        """Return the stored form, or what was typed if it is no point."""
        return self.get_prep_value(value) or (value if isinstance(value, str) else "")

    def value_from_form(self, value: Any) -> dict[str, float] | str | None:
        """Return the native value; what cannot be read is kept for `clean` to refuse."""
        return self.to_python(value) or value or None

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, float] | None:
        """Return `{"latitude": …, "longitude": …}` in degrees, or None."""
        point = self.to_python(value)
        return {"latitude": point["lat"], "longitude": point["lng"]} if point else None
