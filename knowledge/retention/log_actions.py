"""Changed terms in Wagtail's log: who has set which, from what to what."""

from typing import Any

from wagtail.log_actions import LogFormatter

CHANGE = "knowledge.retention.change"


class _ChangeFormatter(LogFormatter):
    label = "Löschfrist ändern"

    def format_message(self, log_entry: Any) -> str:
        """Say what the term was and what it is."""
        return f"Löschfrist geändert: von {log_entry.data['before']} auf {log_entry.data['days']} Tage"


def register(actions: Any) -> None:
    """Give the entry its words; called by Wagtail's hook ``register_log_actions``."""
    actions.register_action(CHANGE)(_ChangeFormatter)
