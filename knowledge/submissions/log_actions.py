"""What became of a submission, in the history of its project, to prove what was done."""

from typing import Any

#: Action, what it is called in a filter, what it says in the history.
ACTIONS = (
    ("submission.receive", "Einreichung übernehmen", "Aus einer Einreichung angelegt"),
    ("submission.correct", "Einreichung ändern", "Von der Macher*in geändert"),
    ("submission.ask", "Rückfrage stellen", "Rückfrage an die Macher*in"),
    ("submission.answer", "Rückfrage beantworten", "Antwort der Macher*in"),
    ("submission.show_changes", "Änderungen zeigen", "Macher*in um Zustimmung zu Änderungen gebeten"),
    ("submission.agree", "Änderungen zustimmen", "Macher*in hat den Änderungen zugestimmt"),
    ("submission.decline", "Einreichung ablehnen", "Einreichung abgelehnt"),
    ("submission.withdraw", "Einreichung zurückziehen", "Von der Macher*in zurückgezogen"),
    ("consent.withdraw", "Einwilligung widerrufen", "Einwilligung widerrufen"),
)


def register(actions: Any) -> None:
    """Give the entries their words; called by Wagtail's hook ``register_log_actions``."""
    for action, label, message in ACTIONS:
        actions.register_action(f"knowledge.{action}", label, message)
