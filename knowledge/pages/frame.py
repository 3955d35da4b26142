"""What stands around every page, written once and anew when something of it has changed.

Site, settings, menu and logos are most of what a quick page would ask the database for. The number that rises
with each change of theirs is in the database, so every process and every server knows of it with one small
question. Inside a transaction nothing is kept: what is read there may never be committed.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, post_page_move

from knowledge.pages.settings import KnowledgeSettings
from knowledge_search import changes

T = TypeVar("T")

# Clears away what nobody asks for again, and sees what was changed past all signals.
_KEPT_SECONDS = 600
_MODELS = (Page, Site, PageViewRestriction, KnowledgeSettings)
# What Wagtail writes of the published object when a draft is saved, every few seconds while someone types.
_OF_DRAFTS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "wagtail_admin_comments",
}


def kept(name: str, request: HttpRequest | None, write: Callable[[], T], here: str = "") -> T:
    """Return a part of the frame, written before or now.

    Args:
        name: of the part.
        request: the visitor's; without one nothing is kept.
        write: writes the part.
        here: what is being shown, for a part that marks it.
    """
    if request is None or (number := _number(request)) is None:
        return write()
    # Wagtail knows the site by the port that was reached, whatever the visitor says of it.
    host, _ = split_domain_port(request.get_host())
    where = f"{request.scheme}:{host}:{request.get_port()}:{here}"
    part = cache.get_or_set(f"knowledge:frame:{number}:{name}:{where}", write, _KEPT_SECONDS)
    return cast(T, part)


def _number(request: HttpRequest) -> int | None:
    """Return how often the frame has changed, asked once a page: its parts belong together."""
    if not hasattr(request, "_knowledge_frame"):
        request._knowledge_frame = changes.generation("frame")  # type: ignore[attr-defined]
    return request._knowledge_frame  # type: ignore[attr-defined]


def is_draft(update_fields: frozenset[str] | None) -> bool:
    """Say whether a save wrote nothing but that there is a draft; the published object is as it was."""
    return update_fields is not None and update_fields <= _OF_DRAFTS


def connect() -> None:
    """Watch everything that the frame shows."""
    # Wagtail keeps the roots of addresses in each process, for an hour and whatever others save.
    changes.on_change_elsewhere("frame", Site.clear_site_root_paths_cache)
    for signal in (post_save, post_delete):
        signal.connect(_on_change, dispatch_uid="knowledge.frame")
    post_delete.connect(_on_deletion, dispatch_uid="knowledge.frame.renditions")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(_changed, dispatch_uid="knowledge.frame")


def _on_change(sender: type[Any], update_fields: frozenset[str] | None = None, **kwargs: Any) -> None:
    # Logos, and documents that a logo links to.
    if not is_draft(update_fields) and issubclass(
        sender, (*_MODELS, get_image_model(), get_document_model())
    ):
        _changed()


def _on_deletion(sender: type[Any], **kwargs: Any) -> None:
    # Its file is gone with it. One that is made changes nothing: the frame itself makes them.
    if sender is get_image_model().get_rendition_model():
        _changed()


def _changed(**kwargs: Any) -> None:
    changes.count("frame")
