"""Wagtail's own notices about workflows, sent by the queue instead of in the request.

Wagtail sends them inside the transaction that starts or ends a workflow. A mail server that takes connections
and is silent holds that transaction, and with SQLite all writing, for as long as its time limit; and then, as
with a wrong password or a name that cannot be resolved, the error breaks the workflow off. Words and
recipients stay Wagtail's.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.dispatch import Signal
from wagtail import signals
from wagtail.models import TaskState, WorkflowState

from knowledge.background import task

# What is told, by Wagtail's name for it: the signal, its sender, Wagtail's notifier and its `dispatch_uid`.
_NOTICES: dict[str, tuple[Signal, type[Any], str, str]] = {
    "task_submitted": (
        signals.task_submitted,
        TaskState,
        "task_submission_email_notifier",
        "group_approval_task_submitted_email_notification",
    ),
    **{
        f"workflow_{event}": (
            getattr(signals, f"workflow_{event}"),
            WorkflowState,
            f"workflow_{noun}_email_notifier",
            f"workflow_state_{event}_email_notification",
        )
        for event, noun in (("submitted", "submission"), ("approved", "approval"), ("rejected", "rejection"))
    },
}


@task
def send_notice(event: str, state_id: int, user_id: int | None) -> None:
    """Have Wagtail tell everybody concerned; repeated by the queue when the mail server lets nobody in.

    Args:
        event: a key of `_NOTICES`.
        state_id: of the TaskState or WorkflowState.
        user_id: who did it, and is not told.
    """
    from wagtail.admin import signal_handlers

    _, sender, notifier, _ = _NOTICES[event]
    state = sender.objects.filter(pk=state_id).first()
    if state is not None:
        user = None if user_id is None else get_user_model().objects.filter(pk=user_id).first()
        getattr(signal_handlers, notifier)(instance=state, user=user)


def connect() -> None:
    """Take the place of Wagtail's receivers, whether they are there already or are still to come.

    A signal knows a receiver by its `dispatch_uid` and takes none twice.
    """
    for event, (signal, sender, _, uid) in _NOTICES.items():
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(partial(_on_event, event), sender=sender, dispatch_uid=uid, weak=False)


def _on_event(event: str, instance: Any, user: Any = None, **kwargs: Any) -> None:
    transaction.on_commit(partial(send_notice.enqueue, event, instance.pk, getattr(user, "pk", None)))
