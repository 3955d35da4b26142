"""The two ways into the form: by its own key until the confirmation, by the status page's key afterwards."""

from dataclasses import dataclass

from django.urls import reverse

from .models import State, Submission, SubmissionLink
from .steps import STEPS, Step

Purpose = SubmissionLink.Purpose
OPEN_FOR = {
    Purpose.FORM: (State.STARTED, State.SENT),
    Purpose.STATUS: (State.REVIEW, State.ASKED, State.COUNTERSIGN, State.ACCEPTED),
}


@dataclass(frozen=True)
class Way:
    """How somebody who holds a key moves through the form of one submission.

    ``correcting``: it has been confirmed; what is sent now is a correction or a proposal.
    """

    purpose: Purpose
    key: str
    submission: Submission

    @property
    def correcting(self) -> bool:
        """Whether the submission is with the office already."""
        return self.purpose == Purpose.STATUS

    @property
    def is_open(self) -> bool:
        """Whether anything can be changed now."""
        return self.submission.state in OPEN_FOR[self.purpose]

    def _url(self, name: str, *args: object) -> str:
        prefix = "correct" if self.correcting else "share"
        return reverse(f"knowledge:{prefix}_{name}", args=[self.key, *args])

    def step(self, step: Step) -> str:
        """Where a step is filled in."""
        return self._url("step", step.name)

    def file(self, pk: int) -> str:
        """Where a small picture of a file is."""
        return self._url("file", pk)

    @property
    def check(self) -> str:
        """Where the answers are looked through."""
        return self._url("check")

    @property
    def later(self) -> str:
        """Where a link for going on later is asked for."""
        return reverse("knowledge:share_later", args=[self.key])

    @property
    def home(self) -> str:
        """Where somebody comes back to who is done or gives up: the status page, or what to do now."""
        name = "knowledge:submission_status" if self.correcting else "knowledge:share_sent"
        return reverse(name, args=[self.key])

    def next_open(self) -> str:
        """Where to go on: the first step that was not left with „Weiter“, or the last look."""
        step = next((step for step in STEPS if step.name not in self.submission.tried), None)
        return self.step(step) if step else self.check
