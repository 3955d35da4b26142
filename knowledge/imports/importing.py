"""Plan a table, or apply it: the two ways in for the command and the admin."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from wagtail.log_actions import log

from knowledge.projects.models import Project
from knowledge_search import records

from .lookups import Lookups
from .planning import Planner, RowPlan
from .results import Outcome, RowResult
from .stored import LOG_ACTION
from .table import Table


class _Outdated(Exception):
    """Someone saved the project after it was planned."""


def plan(table: Table) -> Iterator[RowResult]:
    """Yield, row by row, what an import would do. Writes nothing."""
    for plans in Planner(Lookups()).chunks(table.rows):
        yield from (row.result for row in plans)


def apply(table: Table, user: Any = None) -> Iterator[RowResult]:
    """Import the table and yield, row by row, what was done; ``user`` is whom the log names.

    Rows are committed together by the hundred, with their search records, so that others get to write in
    between. Each row has a savepoint: one that fails is refused, the others stay. Who stops in the middle can
    import the same file again.
    """
    lookups = Lookups()
    for plans in Planner(lookups).chunks(table.rows):
        with records.batch():
            results = [_write(row, lookups, user) for row in plans]
        yield from results


def _write(row: RowPlan, lookups: Lookups, user: Any) -> RowResult:
    if row.result.outcome in (Outcome.UNCHANGED, Outcome.REFUSED):
        return row.result
    try:
        with transaction.atomic():
            _save(row, lookups, user)
    except ValidationError as error:
        return _refused(row, lookups, *_messages(error))
    except _Outdated:
        return _refused(row, lookups, "Das Projekt wurde während des Imports in der Redaktion geändert.")
    except (IntegrityError, DataError) as error:
        return _refused(row, lookups, f"Die Datenbank nimmt die Angaben nicht an: {error}")
    return row.result


def _save(row: RowPlan, lookups: Lookups, user: Any) -> None:
    project = _project(row)
    is_new = row.target is None
    if not is_new and project.latest_revision is None:
        # Written by a program without a history: keep what was there, so that it can be brought back.
        project.save_revision(clean=False, changed=False)
    for column, value in row.values.items():
        column.assign(project, value, lookups)
    revision = project.latest_revision
    if row.values or revision is None:
        if is_new:
            project.full_clean()
            project.save()
        revision = project.save_revision(user=user)
        # The entry also marks the draft as the import's own: the next import may change it.
        log(instance=project, action=LOG_ACTION, user=user, revision=revision, content_changed=True)
    if row.result.is_published:
        revision.publish(user=user)


def _project(row: RowPlan) -> Project:
    if row.target is None:
        return Project(live=False)
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.target.pk)
    if (project.live, project.latest_revision_id) != (row.target.live, row.target.latest_revision_id):
        raise _Outdated
    latest: Project = project.get_latest_revision_as_object()
    return latest


def _refused(row: RowPlan, lookups: Lookups, *reasons: str) -> RowResult:
    lookups.reload()
    return RowResult(row.result.number, row.result.title, Outcome.REFUSED, reasons=reasons)


def _messages(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [
        f"{_label(name)}{message}" for name, messages in error.message_dict.items() for message in messages
    ]


def _label(name: str) -> str:
    field = {field.name: field for field in Project._meta.fields}.get(name)
    return f"{field.verbose_name}: " if field else ""
