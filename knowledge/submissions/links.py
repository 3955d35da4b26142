"""The secret links of a submission.

A link's key is an HMAC (SHA-256, 256 bits) of the submission's nonce and the link's purpose under the site's
SECRET_KEY; the database keeps the SHA-256 of the key. Who reads the database alone can open nothing, and yet
every mail can carry the link again without anybody having kept it.
"""

import base64
import hashlib

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from knowledge.mails.letterhead import letterhead

from .models import Submission, SubmissionLink

Purpose = SubmissionLink.Purpose
#: 32 bytes in base64 without padding.
KEY_LENGTH = 43
_ROUTES = {
    Purpose.FORM: "knowledge:share_resume",
    Purpose.CONFIRM: "knowledge:submission_confirm",
    Purpose.STATUS: "knowledge:submission_status",
}


def key_of(submission: Submission, purpose: Purpose) -> str:
    """Return the key of a submission's link; from now on it opens what it is for."""
    key = _key(submission, purpose)
    # After a change of SECRET_KEY the old links go on working beside the new one.
    SubmissionLink.objects.get_or_create(
        digest=_digest(key), defaults={"submission": submission, "purpose": purpose}
    )
    return key


def find(key: str, purpose: Purpose) -> Submission | None:
    """Return the submission that a key opens, or None: unknown, gone and meant for something else alike.

    One query on a unique index by a hash: how long it takes tells nothing of the key.
    """
    links = SubmissionLink.objects.select_related("submission")
    link = links.filter(digest=_digest(key), purpose=purpose).first()
    if link is None:
        return None
    # What was mailed to one address confirms no other.
    if purpose == Purpose.CONFIRM and not constant_time_compare(key, _key(link.submission, purpose)):
        return None
    return link.submission


def path_of(submission: Submission, purpose: Purpose) -> str:
    """Return a link's address below the site's root."""
    return reverse(_ROUTES[purpose], args=[key_of(submission, purpose)])


def url_of(submission: Submission, purpose: Purpose) -> str:
    """Return a link's whole address, for mails."""
    return letterhead().url.rstrip("/") + path_of(submission, purpose)


def _key(submission: Submission, purpose: Purpose) -> str:
    of = f"{purpose}:{submission.nonce}"
    if purpose == Purpose.CONFIRM:
        of += f":{submission.email.casefold()}"
    mac = salted_hmac("knowledge.submissions", of, algorithm="sha256")
    return base64.urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
