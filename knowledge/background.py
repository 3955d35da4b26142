"""What is put off for a worker: plain functions with simple arguments (numbers, short texts).

    @task
    def send_confirmation(submission_id: int) -> None: ...

    transaction.on_commit(partial(send_confirmation.enqueue, submission.pk))

A worker can be killed at any moment, even after the last line of a task; a queue then runs it again. So
write tasks that may be repeated: look first whether the work is done already.
"""

from functools import partial

from .conf import get_setting

try:
    from django.tasks import task as _task  # Django 6.0 and later
except ImportError:
    from django_tasks import task as _task  # type: ignore[no-redef]

task = partial(_task, backend=get_setting("TASKS"))
