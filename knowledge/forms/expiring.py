"""How long it is counted who sends how often."""

from knowledge.retention import DataClass, register

from .rates import LONGEST


def connect() -> None:
    """Declare the class; the counts go every hour, by `rates.tidy`."""
    register(
        DataClass(
            name="rate-counts",
            title="Zählungen gegen Überlastung",
            what="Wie oft von einer Internetadresse oder an eine E-Mail-Adresse etwas gesendet wurde; die "
            "Adresse selbst wird dabei unkenntlich gemacht",
            why="Damit niemand das Formular mit Massen von Einträgen lahmlegt.",
            since="nach der Zählung, spätestens",
            term=LONGEST,
        )
    )
