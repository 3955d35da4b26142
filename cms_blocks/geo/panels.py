"""The panel that edits a model's point."""

from typing import Any

from wagtailgeowidget.panels import LeafletPanel

from .widgets import LocationWidget


class LocationPanel(LeafletPanel):
    """Edit a CharField that holds a point. The field's model should use `validate_point`.

    address_field: name of the form's field with the place's name or address. When it changes, the map shows
    the area it names, as far as the map's own data knows it; the point is left alone.
    """

    def widget_overrides(self) -> dict[str, Any]:
        """Return upstream's choice with our widget in its place."""
        return {self.field_name: LocationWidget(address_field=self.address_field)}
