"""How long it is kept what visitors send with the office's own forms."""

from datetime import timedelta

from knowledge.retention import DataClass, register

from .form_pages import FormPage


def connect() -> None:
    """Declare the class; each form has a term of its own, kept by `form_pages.delete_old_entries`."""
    register(
        DataClass(
            name="form-entries",
            title="Einsendungen anderer Formulare",
            what="Was in ein Formular eingetragen wurde, das die Redaktion gebaut hat",
            why="Damit wir tun können, worum es in dem Formular geht.",
            since="nach dem Absenden, wenn unter dem Formular nichts anderes steht",
            term=timedelta(days=FormPage._meta.get_field("keep_days").default),
        )
    )
