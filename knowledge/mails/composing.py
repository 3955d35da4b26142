"""Writes a mail: the office's words with the values in them, as plain text and as HTML."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from .letterhead import Letterhead
from .wording import blocks_of, fill_line, fill_text

TEMPLATE = "knowledge/mails/mail.html"


@dataclass(frozen=True)
class Letter:
    """What is read: subject, plain text, HTML."""

    subject: str
    text: str
    html: str


def compose(
    wording: tuple[str, str], values: Mapping[str, str], links: Collection[str], head: Letterhead
) -> Letter:
    """Write a mail.

    Args:
        wording: subject and text, with placeholders.
        values: one for each placeholder.
        links: the placeholders whose values are addresses.
        head: what stands around the text.

    Raises:
        KeyError: for a placeholder without a value.
    """
    subject, text = wording
    subject = fill_line(subject, values)
    foot = "\n".join(filter(None, [head.name, *head.lines, head.url]))
    return Letter(
        subject=subject,
        # Two hyphens and a space: mail programs know what follows as a signature.
        text=f"{fill_text(text, values)}\n-- \n{foot}\n",
        html=render_to_string(
            TEMPLATE, {"subject": subject, "blocks": blocks_of(text, values, links), "head": head}
        ),
    )


def address_up(letter: Letter, to: str, head: Letterhead, message_id: str) -> EmailMultiAlternatives:
    """Return the mail with all its headers, ready to be sent."""
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        from_email=_sender(head),
        to=[to],
        reply_to=[head.reply_to] if head.reply_to else None,
        # No machine answers to a machine (RFC 3834).
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def _sender(head: Letterhead) -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = " ".join((name or head.name).replace('"', "").replace("\\", "").split())
    return f'"{name}" <{address}>' if name else address
