"""How long data are kept: rooms declare their classes of data, the office sets the terms, the clock deletes.

A room that keeps something about people says so when the app is ready:

    def register() -> None:
        retention.register(
            DataClass(
                name="enquiries",
                title="Anfragen",
                what="Name, E-Mail-Adresse und Text einer Anfrage",
                why="Damit wir antworten können.",
                since="nach der Antwort",
                term=timedelta(days=180),
                least=timedelta(days=30),
                most=timedelta(days=730),
                expire=lambda before: one_by_one(answered_before(before), Enquiry.delete),
            )
        )

That is all: the class is then in the office's list (Einstellungen → Löschfristen), in the table of the
privacy page, and done once a day. `expire` gets the moment before which data are too old and returns how many
it has deleted or made anonymous. It may be killed anywhere and is then called again: `one_by_one` gives every
object a transaction of its own. A class without `expire` is listed only: its room deletes by itself after a
fixed term.

This room knows no other.
"""

from .classes import DataClass, all_classes, register
from .erasing import Incomplete, one_by_one

__all__ = ["DataClass", "Incomplete", "all_classes", "one_by_one", "register"]
