"""Who handled which message, in its history and the admin's report: without a word of what it says."""

from typing import Any

#: Action, what it is called in a filter, what it says in the history.
ACTIONS = (
    ("enquiry.handle", "Nachricht bearbeiten", "Bearbeitet"),
    ("enquiry.spam", "Nachricht als Spam markieren", "Als Spam markiert"),
    ("enquiry.not_spam", "Nachricht aus dem Spam holen", "Kein Spam"),
)


def register(actions: Any) -> None:
    """Give the entries their words; called by Wagtail's hook ``register_log_actions``."""
    for action, label, message in ACTIONS:
        actions.register_action(f"knowledge.{action}", label, message)
