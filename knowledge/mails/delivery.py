"""Sends what waits in the outbox: each mail once, whoever else sends at the same time.

A mail is claimed in one statement and sent outside of any transaction. What a killed process had claimed is
claimed again when its lease is over; it goes out with the same Message-ID.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from .letterhead import Letterhead, letterhead
from .models import LEASE, OutgoingMail
from .postbox import BrokenOff, NoSuchAddress, Postbox, Refused
from .writing import NobodyToWriteTo, write

logger = logging.getLogger(__name__)

State = OutgoingMail.State

BATCH = 100
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=7)
# A mail whose connection broke after its last word may have arrived: so often it is sent again, not for days.
MOST_UNCERTAIN = 6
# So many broken connections in a row are the server's fault, not the mails'.
MOST_BROKEN = 3


@dataclass
class Delivered:
    """What came of one round.

    Attributes:
        sent, dropped, failed: mails that are done with: sent, with nobody to send to, given up.
        later: mails that are tried again.
        reached: whether the mail server answered; True where nothing had to be sent.
    """

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    later: int = 0
    reached: bool = True


def deliver_due(stopped: Callable[[], bool] = lambda: False) -> Delivered:
    """Send the mails that are due, at most `BATCH`; several processes may do so at once.

    Call it every few seconds, outside of any transaction: others must see each step at once, and nobody
    shall wait for a lock while a mail server thinks.

    Args:
        stopped: asked before each mail; true ends the round early.
    """
    done = Delivered()
    waiting = list(_due().order_by("due", "pk").values_list("pk", flat=True)[:BATCH])
    if not waiting:
        return done
    head = letterhead()
    broken = 0
    with Postbox() as postbox:
        for pk in waiting:
            if stopped():
                break
            try:
                postbox.open()
            except BrokenOff as error:
                done.failed += _give_up_old(error.reason)
                done.reached = False
                break
            mail = _claim(pk)
            if mail is None:
                continue
            broken = broken + 1 if _deliver(mail, postbox, head, done) else 0
            if broken == MOST_BROKEN:
                done.reached = False
                break
    return done


def _due() -> QuerySet[OutgoingMail]:
    """Return what is to be sent now, and what a killed process has left."""
    return OutgoingMail.objects.filter(state__in=[State.WAITING, State.SENDING], due__lte=timezone.now())


def _claim(pk: int) -> OutgoingMail | None:
    """Take a mail, or None if another process was quicker. The lease's end is when it is due again."""
    lease = timezone.now() + LEASE
    taken = _due().filter(pk=pk).update(state=State.SENDING, due=lease, attempts=F("attempts") + 1)
    if not taken:
        return None
    return OutgoingMail.objects.select_related("content_type").filter(pk=pk).first()


def _deliver(mail: OutgoingMail, postbox: Postbox, head: Letterhead, done: Delivered) -> bool:
    """Send a claimed mail and note what came of it; return whether the connection broke."""
    try:
        postbox.send(write(mail, head))
    except NobodyToWriteTo as nobody:
        _end(mail, State.DROPPED, nobody.reason)
        done.dropped += 1
    except NoSuchAddress as refusal:
        _end(mail, State.DROPPED, refusal.reason)
        done.dropped += 1
    except BrokenOff as break_off:
        most = MOST_UNCERTAIN if break_off.uncertain else None
        _later(mail, break_off.reason, done, most)
        return True
    except Refused as refusal:
        _later(mail, refusal.reason, done)
    except Exception as error:
        # Its words may be a maker's: the log gets where it happened, never what it says.
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("E-Mail %s (%s): %s\n%s", mail.pk, mail.kind, type(error).__name__, where)
        _later(mail, f"writing {type(error).__name__}", done)
    else:
        _end(mail, State.SENT, "")
        done.sent += 1
    return False


def _end(mail: OutgoingMail, state: str, reason: str) -> None:
    sent = timezone.now() if state == State.SENT else None
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, sent=sent, error=reason[:60])


def _later(mail: OutgoingMail, reason: str, done: Delivered, most: int | None = None) -> None:
    """Have a mail tried again after a pause, or give it up when there was time and trouble enough."""
    now = timezone.now()
    if mail.created < now - GIVE_UP_AFTER or (most is not None and mail.attempts >= most):
        _end(mail, State.FAILED, reason)
        done.failed += 1
        return
    # Who has claimed it meanwhile, because this process slept beyond its lease, decides what becomes of it.
    mine = OutgoingMail.objects.filter(pk=mail.pk, state=State.SENDING, attempts=mail.attempts)
    mine.update(state=State.WAITING, due=now + pause_after(mail.attempts), error=reason[:60])
    done.later += 1


def pause_after(attempts: int) -> timedelta:
    """Return how long a mail waits after so many attempts: a minute, then twice as long, up to an hour."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)


def _give_up_old(reason: str) -> int:
    """Give up what has waited too long for a server that is away: a link in it would have ended by now."""
    old = _due().filter(created__lt=timezone.now() - GIVE_UP_AFTER)
    return old.update(state=State.FAILED, error=reason[:60])
