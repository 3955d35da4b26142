"""Wagtail's page tree: what happens to a page happens to everything below it.

A new slug, a move, a privacy setting or a new site root changes addresses and publicity of descendants
that are never saved themselves.
"""

from __future__ import annotations

import copy
from typing import Any

from django.db import models, router, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page, PageViewRestriction, Site

from . import changes
from .models import Record
from .records import batch, content_type_of, refresh_pks
from .registry import registry
from .signals import changed

_URL_PATH = "_knowledge_search_url_path"


def connect() -> None:
    """Listen to pages, their restrictions and the sites."""
    pre_save.connect(before_page_save, dispatch_uid="knowledge_search.before_page_save")
    post_save.connect(after_page_save, dispatch_uid="knowledge_search.after_page_save")
    for signal in (post_save, post_delete):
        signal.connect(
            on_restriction, sender=PageViewRestriction, dispatch_uid="knowledge_search.restriction"
        )
        signal.connect(on_site, sender=Site, dispatch_uid="knowledge_search.site")


def before_page_save(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Note where a page was, before it is saved with a new slug or below a new parent."""
    if not raw and issubclass(sender, Page) and instance.pk:
        old = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
        setattr(instance, _URL_PATH, old)


def after_page_save(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Let the records below a page follow its new address and its new parents' privacy.

    Wagtail changes the descendants' paths by SQL after this signal and tells of it only after the commit;
    so their addresses are written anew here, beginning by beginning.
    """
    if raw or not issubclass(sender, Page):
        return
    old = instance.__dict__.pop(_URL_PATH, None)
    if old is None or old == instance.url_path:
        return
    if instance.is_site_root():
        # Wagtail empties this cache only after the save; until then no page below has an address.
        Site.clear_site_root_paths_cache()
        with batch():
            changed(instance)
        return
    with batch():
        _refresh_tree(instance, itself=False)
    _move_addresses(instance, old)


def on_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Follow a privacy setting down the tree, and down that of each alias: it is as private as its source."""
    pages = list(Page.objects.filter(pk=instance.page_id))
    with batch():
        while pages:
            for page in pages:
                _refresh_tree(page, itself=True)
            pages = list(Page.objects.filter(alias_of__in=pages))


def on_site(**kwargs: Any) -> None:
    """Another root or host can change the address of any page."""
    Site.clear_site_root_paths_cache()
    with batch():
        for root in Page.get_root_nodes():
            _refresh_tree(root, itself=True)


def _refresh_tree(page: Page, itself: bool) -> None:
    """Refresh the records of all pages below one, and of what depends on those pages."""
    tree = Page.objects.descendant_of(page, inclusive=itself)
    for source in registry.sources:
        if issubclass(source.model, Page):
            inside = source.model._default_manager.filter(pk__in=tree.values("pk"))
            refresh_pks(source.model, inside.values_list("pk", flat=True))
        for model, get_pks in source.depends_on.items():
            if issubclass(model, Page):
                for other in model._default_manager.filter(pk__in=tree.values("pk")):
                    refresh_pks(source.model, get_pks(other))


def _move_addresses(page: Page, old_url_path: str) -> None:
    before = copy.copy(page)
    before.url_path = old_url_path
    old, new = before.get_url(), page.get_url()
    if old is None or new is None or old == new:
        return
    tree = Page.objects.descendant_of(page)
    for source in registry.sources:
        affected: models.QuerySet[Any] | set[Any] | None = None
        if issubclass(source.model, Page):
            affected = tree.values("pk")
        else:
            affected = {
                pk
                for model, get_pks in source.depends_on.items()
                if issubclass(model, Page)
                for other in model._default_manager.filter(pk__in=tree.values("pk"))
                for pk in get_pks(other)
            }
        moved = Record.objects.filter(
            content_type=content_type_of(source), object_id__in=affected, url__startswith=old
        )
        with transaction.atomic(using=router.db_for_write(Record)):
            held = moved.select_for_update().order_by("pk")
            pks = list(held.values_list("pk", flat=True))
            moved.update(url=Concat(Value(new), Substr("url", len(old) + 1)), version=models.F("version") + 1)
            changes.mark(Record.objects.filter(pk__in=pks).values_list("pk", "version"))
