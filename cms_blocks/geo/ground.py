"""What the maps of this package are drawn on."""

from typing import Any

from django.templatetags.static import static

from ..conf import get_setting
from .points import format_degrees


def map_ground() -> dict[str, Any]:
    """Return the ground's address ("": bare), its attribution, and where a map without a place begins.

    Degrees are texts with a decimal point, whatever the language.
    """
    geojson = get_setting("MAP_GEOJSON")
    latitude, longitude = get_setting("MAP_CENTER")
    return {
        "geojson": static(geojson) if geojson else "",
        "attribution": get_setting("MAP_ATTRIBUTION"),
        "latitude": format_degrees(latitude),
        "longitude": format_degrees(longitude),
        "zoom": get_setting("MAP_ZOOM"),
    }
