"""Submissions at any state, of any age."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from knowledge.submissions.models import State, Submission

MAKER = {
    "idee": {"title": ["Dorfladen auf Rädern"], "summary": ["Er kommt zu den Leuten."]},
    "kontakt": {
        "contact_name": ["Erna Muster"],
        "contact_email": ["erna@example.org"],
        "contact_phone": ["03475 12345"],
    },
}


@pytest.fixture
def submission() -> Callable[..., Submission]:
    """Makes a submission that came to its state so many days ago: `submission(State.SENT, days=8)`."""

    def make(state: State, days: float, **fields: Any) -> Submission:
        then = timezone.now() - timedelta(days=days)
        made = Submission.objects.create(
            state=state,
            title="Dorfladen auf Rädern",
            email="erna@example.org",
            answers=MAKER,
            started_at=then,
            sent_at=then,
            confirmed_at=then,
            decided_at=then,
            **fields,
        )
        Submission.objects.filter(pk=made.pk).update(changed_at=then)
        return made

    return make
