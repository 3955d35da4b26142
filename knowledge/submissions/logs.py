"""Django notes the address of every page that was not found or went wrong: here, a secret link."""

import logging
import re
from typing import Any

from .links import KEY_LENGTH

_KEY = re.compile(rf"(?<=/)[\w-]{{{KEY_LENGTH}}}(?=/)", re.ASCII)


class WithoutKeys(logging.Filter):
    """Takes the keys of secret links out of what is logged about requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; never leave it out."""
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(value) for value in record.args)
        return True


def _hidden(value: Any) -> Any:
    return _KEY.sub("…", value) if isinstance(value, str) else value


def connect() -> None:
    """Listen to what Django notes of requests, however the host has set up its logs."""
    logging.getLogger("django.request").addFilter(WithoutKeys())
