"""The way to the mail server, and what it answers in a few plain words.

Works with every backend of Django: SMTP, the console, a provider's API.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Self

from django.core import mail
from django.core.mail import EmailMessage

# A connection that the host gave no limit: nobody waits for ever.
OPEN_SECONDS = 10.0
# A server may look for viruses before it takes a mail. Who hangs up too early and tries again sends twice
# (RFC 5321, 4.5.3.2.6).
ANSWER_SECONDS = 120.0

# Enhanced codes of addresses that will never do (RFC 3463): no such person, no such host, moved, disabled.
_NO_SUCH_ADDRESS = re.compile(rb"^\s*5\.(?:1\.[0-36]|1\.10|2\.1)\b")
_ENHANCED = re.compile(rb"^\s*[245]\.\d{1,3}\.\d{1,3}\b")


class Trouble(Exception):
    """A mail could not be handed over. `reason` names why, without an address or a word of the server."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BrokenOff(Trouble):
    """The server does not answer, or no longer. `uncertain`: it may have taken the mail."""

    def __init__(self, reason: str, *, uncertain: bool = False) -> None:
        super().__init__(reason)
        self.uncertain = uncertain


class Refused(Trouble):
    """The server answers, but does not take this mail now."""


class NoSuchAddress(Trouble):
    """The server says that there is no such recipient, for good."""


class Postbox:
    """One connection for many mails, opened again when it breaks."""

    def __init__(self) -> None:
        # Django 6.1 has mailers, made from the old settings where a host has no others.
        mailers: Any = getattr(mail, "mailers", None)
        self._connection: Any
        self._connection = mail.get_connection() if mailers is None else mailers.default
        if getattr(self._connection, "timeout", OPEN_SECONDS) is None:
            self._connection.timeout = OPEN_SECONDS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        self.close()

    def open(self) -> None:
        """Connect, unless that is done. Raises BrokenOff when the server does not let us in."""
        try:
            self._connection.open()
            smtp = self._smtp
            if smtp is not None:
                smtp.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise BrokenOff(_name(error)) from error

    def close(self) -> None:
        """Hang up. A server that is gone already is no trouble."""
        with suppress(OSError, smtplib.SMTPException):
            self._connection.close()

    def send(self, message: EmailMessage) -> None:
        """Hand a mail over.

        Raises:
            NoSuchAddress: there is no such recipient, and never will be.
            Refused: the server does not take this mail now.
            BrokenOff: the connection broke.
        """
        with self._watching_how_far() as far:
            try:
                self._connection.send_messages([message])
            except smtplib.SMTPRecipientsRefused as error:
                raise _refusal(*next(iter(error.recipients.values()))) from None
            except smtplib.SMTPServerDisconnected as error:
                self.close()
                raise BrokenOff(_name(error), uncertain="data" in far) from None
            except smtplib.SMTPResponseException as error:
                if error.smtp_code == 421:  # "closing the channel"
                    self.close()
                raise Refused(f"refused {error.smtp_code}") from None
            except OSError as error:
                self.close()
                raise BrokenOff(_name(error), uncertain="data" in far) from None

    @property
    def _smtp(self) -> smtplib.SMTP | None:
        """The connection below Django's, where it is SMTP and open."""
        smtp = getattr(self._connection, "connection", None)
        return smtp if isinstance(smtp, smtplib.SMTP) else None

    @contextmanager
    def _watching_how_far(self) -> Iterator[set[str]]:
        """Note when the mail's words begin to go out, and give the server time to answer from then on.

        smtplib tells nobody how far it came; that its `sendmail` calls `data` is part of its interface.
        """
        smtp = self._smtp
        far: set[str] = set()
        if smtp is None:
            yield far
            return
        before = smtp.sock.gettimeout() if smtp.sock else None
        data = smtp.data

        def noted(words: Any) -> Any:
            far.add("data")
            if smtp.sock:
                smtp.sock.settimeout(max(before or 0.0, ANSWER_SECONDS))
            return data(words)

        smtp.data = noted  # type: ignore[method-assign,assignment]
        try:
            yield far
        finally:
            smtp.data = data  # type: ignore[method-assign]
            if smtp.sock:
                smtp.sock.settimeout(before)


def _refusal(code: int, answer: bytes) -> Trouble:
    """Say whether a recipient was refused for good.

    "No relaying" and "looks like spam" are refusals for good too, but of us, not of the address: someone
    will mend that, so the mail waits.
    """
    told = bool(_ENHANCED.match(answer))
    for_good = bool(_NO_SUCH_ADDRESS.match(answer)) if told else code in (550, 551, 553)
    return NoSuchAddress(f"recipient {code}") if for_good else Refused(f"refused {code}")


def _name(error: Exception) -> str:
    code = getattr(error, "smtp_code", "")
    return f"connection {code or type(error).__name__}"
