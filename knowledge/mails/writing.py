"""From a row of the outbox to a mail: asks its kind and its object for what the row does not hold."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from .composing import address_up, compose
from .kinds import get_kind
from .letterhead import Letterhead
from .models import OutgoingMail, wording_of


class NobodyToWriteTo(Exception):
    """There is no object any more, nobody who wants the mail, or no usable address. `reason` names which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def write(mail: OutgoingMail, head: Letterhead) -> EmailMultiAlternatives:
    """Return the mail, ready to be sent.

    Raises:
        NobodyToWriteTo: it shall not be sent at all.
        Exception: whatever the kind's functions raise.
    """
    kind = get_kind(mail.kind)
    if mail.content_type.model_class() is None or mail.about is None:
        raise NobodyToWriteTo("gone")
    to = kind.recipient(mail.about)
    if not to:
        raise NobodyToWriteTo("nobody")
    try:
        validate_email(to)
    except ValidationError:
        raise NobodyToWriteTo("address") from None
    values = kind.values(mail.about, mail.extra)
    return address_up(compose(wording_of(kind), values, kind.links, head), to, head, mail.message_id)
