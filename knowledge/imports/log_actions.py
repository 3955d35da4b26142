"""The import in the history of a project: who has to prove what was done finds it there."""

from typing import Any

from .stored import LOG_ACTION


def register(actions: Any) -> None:
    """Give the import's log entries their words; called by Wagtail's hook ``register_log_actions``."""
    actions.register_action(LOG_ACTION, "Aus einer Tabelle übernehmen", "Aus einer Tabelle übernommen")
