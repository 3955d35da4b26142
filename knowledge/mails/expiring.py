"""How long the outbox remembers what it has sent."""

from datetime import timedelta

from knowledge.retention import DataClass, register

from .outbox import forget_done, forget_failed


def connect() -> None:
    """Declare the classes."""
    register(
        DataClass(
            name="mails",
            title="Verschickte E-Mails",
            what="Wann welche Art von E-Mail verschickt wurde; ohne Adresse und ohne Text",
            why="Damit wir Fragen dazu beantworten können und nichts doppelt verschicken.",
            since="nach dem Verschicken",
            term=timedelta(days=30),
            least=timedelta(days=7),
            most=timedelta(days=180),
            expire=forget_done,
        ),
        DataClass(
            name="mails-failed",
            title="E-Mails, die nicht ankamen",
            what="Wann welche Art von E-Mail gescheitert ist und woran; ohne Adresse und ohne Text",
            why="Damit wir den Fehler finden und sie noch einmal verschicken können.",
            since="nach dem ersten Versuch",
            term=timedelta(days=90),
            least=timedelta(days=30),
            most=timedelta(days=365),
            expire=forget_failed,
        ),
    )
