"""A sheet of paper becomes a submission: whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from knowledge.uploads.receiving import receive

from .. import filling
from ..forms import consent_field
from ..models import Consent, State, Submission, SubmissionFile
from ..steps import BY_NAME
from .codes import new_code
from .forms import Signed


@dataclass(frozen=True)
class Sheet:
    """What stands on a sheet beside the answers.

    Attributes:
        nonce: of the page it was typed on.
        code: as `codes.read_code` gives it; "" for a new one.
        signed: the consents with the version of their words.
        by_mail: the maker confirms by mail; otherwise the signature is enough.
    """

    nonce: str
    code: str
    signed_on: date | None
    signed: list[Signed]
    by_mail: bool


@dataclass(frozen=True)
class Picture:
    """A picture that lay with the sheet, and what its maker says of it."""

    file: UploadedFile
    description: str
    credit: str
    shows_people: bool


class PictureRefused(Exception):
    """A picture cannot be taken; ``number`` counts from 0, ``messages`` are for the office."""

    def __init__(self, number: int, messages: list[str]) -> None:
        super().__init__(*messages)
        self.number = number
        self.messages = messages


@transaction.atomic
def enter(sheet: Sheet, answers: Mapping[str, filling.Answers], pictures: Iterable[Picture]) -> Submission:
    """Keep a sheet and set it on its way; a second click on the same page finds the first one's.

    Args:
        sheet: see there.
        answers: of each step, by its name, as `Step.read` gives them; all are valid.
        pictures: in the order of the sheet.

    Raises:
        PictureRefused: nothing is kept.
    """
    submission, new = Submission.objects.get_or_create(
        nonce=sheet.nonce,
        defaults={
            "on_paper": True,
            "paper_code": sheet.code or new_code(),
            "signed_on": sheet.signed_on,
        },
    )
    if not new:
        return submission
    ticked = {consent_field(kind): ["on"] for kind, _ in sheet.signed}
    for name, step in BY_NAME.items():
        told = {**answers[name], **(ticked if name == "kontakt" else {})}
        filling.store(submission, step, told, tried=True)
    _keep_pictures(submission, pictures)
    _keep_consents(submission, sheet)
    submission.state = State.SENT
    submission.sent_at = timezone.now()
    submission.sent = submission.snapshot()
    submission.save()
    if sheet.by_mail:
        filling.remind(submission)
    else:
        filling.confirm(submission)
    return submission


def _keep_pictures(submission: Submission, pictures: Iterable[Picture]) -> None:
    for number, picture in enumerate(pictures):
        try:
            upload = receive(picture.file)
        except ValidationError as refused:
            raise PictureRefused(number, refused.messages) from refused
        SubmissionFile.objects.create(
            submission=submission,
            upload=upload,
            description=picture.description,
            credit=picture.credit,
            shows_people=picture.shows_people,
        )


def _keep_consents(submission: Submission, sheet: Sheet) -> None:
    """Note what was signed, in the words that were signed and with the day of the signature."""
    given = timezone.now()
    if sheet.signed_on:
        given = timezone.make_aware(datetime.combine(sheet.signed_on, time(12)))
    for kind, version in sheet.signed:
        Consent.objects.create(
            submission=submission,
            kind=kind,
            wording=version,
            source=Consent.Source.PAPER,
            given_at=given,
        )
