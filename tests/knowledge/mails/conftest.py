"""A kind of mail about projects, and the settings that lead to a mail server of the test's own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django import VERSION

from knowledge.mails import kinds
from knowledge.mails.kinds import MailKind, register_kind
from tests.support.mail_server import MailServer

GREETING = MailKind(
    name="test-greeting",
    title="Gruß an ein Projekt",
    audience="Macher*in",
    placeholders={"titel": "Titel des Projekts", "gruss": "ein Gruß", "link": "Link zum Projekt"},
    required=("link",),
    subject="Hallo {titel}",
    text="Guten Tag,\n\n{gruss}\n\nProjekt ansehen: {link}\n",
    recipient=lambda project: project.contact_email or None,
    values=lambda project, extra: {
        "titel": project.title,
        "gruss": extra.get("gruss", "wir grüßen dich."),
        "link": f"https://speicher.example/projekte/{project.slug}/",
    },
)


@pytest.fixture
def greeting() -> Iterator[Callable[..., MailKind]]:
    """Declares the kind, with changes: `greeting(text="…")`. It is forgotten after the test."""

    def declare(**changes: Any) -> MailKind:
        kind = replace(GREETING, **changes)
        register_kind(kind)
        return kind

    declare()
    yield declare
    kinds._kinds.pop(GREETING.name)


@pytest.fixture
def posting(settings: Any, mail_server: MailServer, greeting: object) -> MailServer:
    """The mail server, with the settings that lead there, as this Django wants them, and short patience."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    if VERSION >= (6, 1):
        options = {"host": mail_server.host, "port": mail_server.port, "timeout": 1}
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    else:
        settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = backend, 1
        settings.EMAIL_HOST, settings.EMAIL_PORT = mail_server.host, mail_server.port
    settings.DEFAULT_FROM_EMAIL = "post@speicher.example"
    settings.WAGTAILADMIN_BASE_URL = "https://speicher.example"
    return mail_server
