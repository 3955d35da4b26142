"""How long messages of the small forms are kept."""

from datetime import datetime, timedelta
from functools import partial

from knowledge.retention import DataClass, one_by_one, register

from .handling import delete, overdue

_erase = partial(delete, why="Frist abgelaufen")


def _expire(data_class: str, before: datetime) -> int:
    return one_by_one(overdue(data_class, before), _erase)


def connect() -> None:
    """Declare the classes."""
    register(
        DataClass(
            name="enquiries",
            title="Nachrichten an das Projektbüro",
            what="Hinweise, Tipps, Anfragen und gemeldete Barrieren, mit Name und E-Mail, wenn angegeben",
            why="Damit wir antworten und den Hinweisen nachgehen können.",
            since="nach dem Absenden",
            term=timedelta(days=365),
            least=timedelta(days=30),
            most=timedelta(days=1095),
            expire=partial(_expire, "enquiry"),
        ),
        DataClass(
            name="needs",
            title="Gemeldete Bedarfe",
            what="Was in einem Ort fehlt, mit Name und E-Mail, wenn angegeben",
            why="Damit Werkstätten daran weiterarbeiten können.",
            since="nach dem Absenden",
            term=timedelta(days=1095),
            least=timedelta(days=180),
            most=timedelta(days=1825),
            expire=partial(_expire, "need"),
        ),
    )
