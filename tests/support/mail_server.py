"""A real mail server on this machine, as moody as real ones; other processes reach it by its `url`."""

import asyncio
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.processes import free_port


class MailServer:
    """An SMTP server in a thread of its own.

    Attributes:
        host, port: where it listens; the same after `down` and `up`.
        messages: what it has taken, in order; `to` names a message's recipient.
        refused: answers to `RCPT TO`, by address ("550 5.1.1 Gibt es nicht").
        answers: answers to the words of mails to an address, instead of "250 OK".
        hanging: addresses at which it falls silent after `RCPT TO`; "*" at the first word of every visitor.
        slowness: seconds it thinks before it says that it has taken a mail.
        breaking: addresses for whose mails it takes the words, and hangs up without an answer.
    """

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.port = free_port()
        self.messages: list[EmailMessage] = []
        self.refused: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        self.hanging: set[str] = set()
        self.breaking: set[str] = set()
        self.slowness = 0.0
        self.greeted = 0
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        """For the environment variable EMAIL_URL."""
        return f"smtp://{self.host}:{self.port}"

    @property
    def recipients(self) -> list[str]:
        """Whom the mails it has taken were sent to."""
        return [message["X-RcptTo"] for message in self.messages]

    def up(self) -> None:
        """Begin, or go on, to listen."""
        self._controller = Controller(
            _Handler(self), hostname=self.host, port=self.port, ready_timeout=30, decode_data=False
        )
        self._controller.start()

    def down(self) -> None:
        """Stop listening and hang up on everybody."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


class _Handler:
    def __init__(self, moods: MailServer) -> None:
        self.moods = moods

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.moods.greeted += 1
        if "*" in self.moods.hanging:
            await asyncio.sleep(3600)
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.moods.refused:
            return self.moods.refused[address]
        if address in self.moods.hanging:
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        to = envelope.rcpt_tos[0]
        if to in self.moods.answers:
            return self.moods.answers[to]
        words: Any = envelope.content
        message: Any = message_from_bytes(words.replace(b"\r\n", b"\n"), policy=policy.default)
        message["X-RcptTo"] = to
        self.moods.messages.append(message)
        if to in self.moods.breaking and server.transport is not None:
            server.transport.abort()
        await asyncio.sleep(self.moods.slowness)
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that listens."""
    server = MailServer()
    server.up()
    yield server
    server.down()
