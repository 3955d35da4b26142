"""Wagtail's own notices about workflows: a mail server's trouble is never a workflow's."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Workflow

from knowledge.projects.models import Project
from tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Project:
    """A draft, and somebody of the Redaktion who is told when it wants to be looked at."""
    call_command("setup_site", verbosity=0)
    member = get_user_model().objects.create_user("rita", email="rita@buero.example", password="x")
    member.groups.add(Group.objects.get(name="Redaktion"))
    project: Project = ProjectFactory(live=False)
    project.save_revision()
    return project


def start(project: Project) -> None:
    Workflow.objects.get(name="Prüfung durch die Redaktion").start(project, None)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """The port of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_the_redaktion_is_told_once_and_after_the_commit(
    draft: Project, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        start(draft)
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [["rita@buero.example"]]
    assert draft.title in mail.outbox[0].subject


def test_what_is_rolled_back_is_not_told(draft: Project, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        start(draft)
        raise RuntimeError
    assert mail.outbox == []


def test_a_silent_mail_server_breaks_no_workflow(
    draft: Project, settings: Any, silent_port: int, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", silent_port, 1
    with django_capture_on_commit_callbacks(execute=True):
        start(draft)
    assert draft.workflow_in_progress
