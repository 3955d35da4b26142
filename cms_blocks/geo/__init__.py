"""Places as points: reading and writing them, a map for the admin, a StreamField block.

Built on wagtailgeowidget's Leaflet field, so that a host can swap one for the other; but Leaflet is ours, the
map's ground is local data, and nothing asks a stranger for tiles or addresses.
"""

from .blocks import LocationBlock
from .panels import LocationPanel
from .points import format_point, parse_point, validate_point
from .widgets import LocationWidget

__all__ = [
    "LocationBlock",
    "LocationPanel",
    "LocationWidget",
    "format_point",
    "parse_point",
    "validate_point",
]
