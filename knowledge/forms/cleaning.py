"""What is taken out of everything typed, before anything looks at it."""

from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

# Control characters say nothing to a reader, and PostgreSQL keeps no text with a NUL. Marks that turn the
# direction of writing around can make a text look like another one. Line feeds and tabs stay.
_NOTHING = dict.fromkeys(
    [*(set(range(0x20)) - {0x09, 0x0A}), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def clean_text(text: str) -> str:
    """Return a text without invisible characters; lines end as everywhere, so that one counts as one."""
    return text.replace("\r\n", "\n").translate(_NOTHING)


def clean_data(data: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return what a form was sent, each text cleaned. Several values of a name stay several."""
    if isinstance(data, MultiValueDict):
        return MultiValueDict({name: [_clean(value) for value in data.getlist(name)] for name in data})
    return data and {name: _clean(value) for name, value in data.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return clean_text(value) if isinstance(value, str) else value
