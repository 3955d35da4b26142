"""The package's settings: one dictionary, `CMS_BLOCKS`, with a default for every key.

MAP_GEOJSON: static path of a GeoJSON file that the maps draw as their ground, or None for bare ground.
MAP_ATTRIBUTION: the line its licence demands, shown on every map.
MAP_CENTER, MAP_ZOOM: what a map without a place shows, Germany by default; (latitude, longitude) in degrees,
    Leaflet's zoom.
STREAM_BLOCK: dotted path of the stream block that the pattern library shows.
PEERTUBE_HOSTS: names of the PeerTube servers whose films play in the page, or None for any. A host
    whose content security policy names the frames it allows lists the same here; other films are links.
"""

from typing import Any, Final

from django.conf import settings

DEFAULTS: Final[dict[str, Any]] = {
    "MAP_GEOJSON": None,
    "MAP_ATTRIBUTION": "",
    "MAP_CENTER": (51.16, 10.45),
    "MAP_ZOOM": 6,
    "STREAM_BLOCK": "cms_blocks.blocks.ContentStreamBlock",
    "PEERTUBE_HOSTS": None,
}


def get_setting(name: str) -> Any:
    """Return the host's value for `name`, or the default. Raises KeyError for a name that does not exist."""
    default = DEFAULTS[name]
    return getattr(settings, "CMS_BLOCKS", {}).get(name, default)
