"""The package's settings: one dictionary, `KNOWLEDGE`, with a default for every key.

TASKS: name in the host's `TASKS` of the queue for what is done behind the scenes: mails, pictures, new
    submissions. "default" does it at once, unless the host has changed that one.
PRIVATE_STORAGE: name in the host's `STORAGES` of the place for files that no web server may serve: what
    makers upload, until the office publishes it.
TRUSTED_PROXIES: how many proxies of the host's own stand in front and write `X-Forwarded-For`. 0: none, an
    address is that of the connection.
"""

from typing import Any, Final

from django.conf import settings

DEFAULTS: Final[dict[str, Any]] = {
    "TASKS": "default",
    "PRIVATE_STORAGE": "private",
    "TRUSTED_PROXIES": 0,
}


def get_setting(name: str) -> Any:
    """Return the host's value for `name`, or the default. Raises KeyError for a name that does not exist."""
    default = DEFAULTS[name]
    return getattr(settings, "KNOWLEDGE", {}).get(name, default)
