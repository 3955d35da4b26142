"""A term and the page that presents it carry one name, whichever of them is renamed."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from knowledge.vocabularies.models import Term

from .models import MegatrendPage, ThemePage
from .presenting import TermPage

PAGE_MODELS: tuple[type[TermPage], ...] = (ThemePage, MegatrendPage)


def rename_page(sender: type[Term], instance: Term, created: bool = False, **kwargs: Any) -> None:
    """After a term is saved: give its page the same title, in the live page and in a waiting draft."""
    if created or kwargs.get("raw"):
        return
    for model in PAGE_MODELS:
        if model.term_model is not sender:
            continue
        page = model.objects.filter(**{model.term_field: instance.pk}).first()
        if page and page.title != instance.label:
            _set_title(page, instance.label)


def _set_title(page: TermPage, title: str) -> None:
    before = page.title
    with transaction.atomic():
        draft = page.latest_revision
        page.title = title
        if page.draft_title == before:
            page.draft_title = title
        if draft is None or not page.has_unpublished_changes:
            page.save(clean=False)
            page.save_revision(log_action=True, clean=False).publish()
            return
        # Somebody is at work on a draft: their words stay, only the old name goes.
        if draft.content.get("title") == before:
            draft.content["title"] = title
            draft.object_str = title
            draft.save(update_fields=["content", "object_str"])
        page.save(clean=False)


def connect() -> None:
    """Listen to every vocabulary that has pages."""
    for model in PAGE_MODELS:
        post_save.connect(rename_page, sender=model.term_model, dispatch_uid=f"rename {model.__name__}")
