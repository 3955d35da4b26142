"""What templates of blocks, and of the sites that use them, need."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..geo.ground import map_ground
from ..geo.points import format_degrees
from ..representation import image_alt

register = template.Library()

MODULES = ("external-video.js", "place-map.js")


@register.simple_tag
def cms_blocks_css() -> SafeString:
    """Link the blocks' stylesheet; belongs into the head."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms_blocks/blocks.css"))


@register.simple_tag
def cms_blocks_js() -> SafeString:
    """Link the modules that improve blocks where JavaScript runs; belongs at the end of the page."""
    return format_html_join(
        "\n",
        '<script type="module" src="{}"></script>',
        ((static(f"cms_blocks/{name}"),) for name in MODULES),
    )


@register.inclusion_tag("cms_blocks/includes/map.html")
def cms_blocks_map(location: Mapping[str, float], label: str) -> dict[str, Any]:
    """Draw a small map with one pin at `location` (lat, lng in degrees). Without JavaScript it stays away."""
    return {
        **map_ground(),
        "label": label,
        "latitude": format_degrees(location["lat"]),
        "longitude": format_degrees(location["lng"]),
        "leaflet_js": static("cms_blocks/vendor/leaflet/leaflet.js"),
        "leaflet_css": static("cms_blocks/vendor/leaflet/leaflet.css"),
    }


register.simple_tag(map_ground, name="cms_blocks_map_ground")


@register.filter
def alt_text(image: Any) -> str:
    """Return what is read aloud for an image at this place."""
    return image_alt(image)
