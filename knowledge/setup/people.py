"""Who may do what: two groups, and the workflow a submission or a draft goes through."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)
from wagtailmedia.models import Media

from knowledge.enquiries.models import Enquiry, FundingSettings
from knowledge.mails.models import MailText
from knowledge.organisations.models import Organisation
from knowledge.pages.form_pages import FormEntry
from knowledge.pages.settings import KnowledgeSettings
from knowledge.projects.models import Project
from knowledge.retention.models import RetentionTerm
from knowledge.submissions.models import Submission
from knowledge.vocabularies.models import TERM_MODELS, Hashtag
from knowledge_search.models import SearchedQuery, SynonymGroup

EDITORS = "Redaktion"
CONTRIBUTORS = "Mitarbeit"
WORKFLOW = "Prüfung durch die Redaktion"


def set_up_groups() -> tuple[Group, Group]:
    """Return the groups Redaktion (may publish) and Mitarbeit (may write drafts); make them once."""
    editors, new_editors = Group.objects.get_or_create(name=EDITORS)
    contributors, new_contributors = Group.objects.get_or_create(name=CONTRIBUTORS)
    if new_editors:
        _grant_pages(editors, ("add", "change", "publish", "lock", "unlock", "bulk_delete"))
        _grant_files(editors)
        models: list[type[Model]] = [Project, Organisation, Hashtag, *TERM_MODELS.values()]
        _grant(editors, models, ("add", "change", "delete", "publish", "lock", "unlock", "view"))
        _grant(editors, [KnowledgeSettings, FundingSettings, MailText], ("change",))
        _grant(editors, [SynonymGroup], ("add", "change", "delete", "view"))
        _grant(editors, [SearchedQuery], ("view",))
        _grant(editors, [Submission, Enquiry], ("change",))
        _grant(editors, [FormEntry], ("view", "delete"))
        _grant(editors, [RetentionTerm], ("view",))
    if new_contributors:
        _grant_pages(contributors, ("add", "change"))
        _grant_files(contributors)
        _grant(contributors, [Project, Organisation], ("add", "change", "view"))
    for group in (editors, contributors):
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    return editors, contributors


def _grant(group: Group, models: list[type[Model]], actions: tuple[str, ...]) -> None:
    wanted = Q()
    for model in models:
        content_type = ContentType.objects.get_for_model(model)
        codenames = [f"{action}_{model._meta.model_name}" for action in actions]
        wanted |= Q(content_type=content_type, codename__in=codenames)
    group.permissions.add(*Permission.objects.filter(wanted))


def _grant_pages(group: Group, actions: tuple[str, ...]) -> None:
    root = Page.get_first_root_node()
    content_type = ContentType.objects.get_for_model(Page)
    codenames = [f"{action}_page" for action in actions]
    for permission in Permission.objects.filter(content_type=content_type, codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _grant_files(group: Group) -> None:
    """Allow to upload, change and choose pictures, documents and media in every collection.

    Wagtail asks for the permissions of its own models, whichever models the site uses.
    """
    root = Collection.get_first_root_node()
    for model in (Image, Document, Media):
        content_type = ContentType.objects.get_for_model(model)
        codenames = [f"{action}_{model._meta.model_name}" for action in ("add", "change", "choose")]
        for permission in Permission.objects.filter(content_type=content_type, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )


def set_up_workflow(editors: Group, home: Page) -> None:
    """Give projects and the pages below home a workflow with one step: a look by the Redaktion."""
    if WorkflowContentType.objects.filter(content_type=ContentType.objects.get_for_model(Project)).exists():
        return
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    task, _ = GroupApprovalTask.objects.get_or_create(name=WORKFLOW)
    task.groups.add(editors)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(Project)
    )
    WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
