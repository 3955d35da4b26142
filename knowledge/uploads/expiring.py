"""How long files are kept that belong to nothing."""

from knowledge.retention import DataClass, register

from .tidying import KEEP


def connect() -> None:
    """Declare the class; the files go four times a day, by `tidying.tidy`."""
    register(
        DataClass(
            name="left-files",
            title="Hochgeladene Dateien, die zu nichts gehören",
            what="Bilder und PDF-Dateien, deren Hochladen abgebrochen wurde",
            why="Sie entstehen bei technischen Fehlern und werden nicht gebraucht.",
            since="nach dem Hochladen",
            term=KEEP,
        )
    )
