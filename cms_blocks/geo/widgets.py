"""The admin's map field."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtailgeowidget.widgets import LeafletField

from .ground import map_ground
from .points import format_degrees, format_point, parse_point


class LocationWidget(LeafletField):
    """One text field that takes a typed point, with a map beside it that fills the field.

    The field itself is what is sent, so it works by keyboard and without the map; the server brings what was
    typed into the stored form. An empty field stays empty: no default place is ever saved.
    """

    input_type = "text"
    template_name = "cms_blocks/widgets/location.html"

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Leave out upstream's Stimulus controller: ours sits on the frame around the field."""
        return {"autocomplete": "off", "maxlength": "250", **base_attrs, **(extra_attrs or {})}

    def format_value(self, value: Any) -> str:
        """Show a stored point as „51.47, 11.3“ and leave what is no point as it was typed."""
        point = parse_point(value)
        if point is None:
            return str(value or "")
        return ", ".join(format_degrees(degrees) for degrees in point)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """Return the stored form of what was typed; junk is handed on for the validator to refuse."""
        value = data.get(name)
        point = parse_point(value)
        return value if point is None else format_point(*point)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what the map needs: its ground, its attribution, where it begins."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["map"] = {**map_ground(), "address_field": self.address_field or ""}
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> str:
        """Render field, buttons and the map's frame."""
        return self._render(self.template_name, self.get_context(name, value, attrs), renderer)

    @cached_property
    def media(self) -> forms.Media:
        """Leaflet from this package; upstream would load it from unpkg.com."""
        return forms.Media(
            css={"all": ("cms_blocks/vendor/leaflet/leaflet.css", "cms_blocks/location-field.css")},
            js=("cms_blocks/vendor/leaflet/leaflet.js", "cms_blocks/location-field.js"),
        )


# Wagtail's plain adapter is enough (Stimulus starts the map), but without a registration of our own the
# class would inherit upstream's adapter.
register(WidgetAdapter(), LocationWidget)
