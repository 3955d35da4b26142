"""The staff's synonyms: groups of words that mean the same to those who search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import router, transaction
from django.db.models.signals import post_delete, post_save

from . import changes
from .analysis import clean_text, fold
from .models import Generation, SynonymGroup

MAX_WORD_LENGTH = 100
# Remembers that a store has had its starting list, even when the staff have deleted every group since.
_STARTED = "synonyms"


def connect() -> None:
    """Let a changed group count in every process from its commit on."""
    for signal in (post_save, post_delete):
        signal.connect(_on_change, sender=SynonymGroup, dispatch_uid="knowledge_search.synonyms")


def split(words: str) -> list[str]:
    """Return the words and phrases of a group as written, each once, whatever its case and its umlauts."""
    by_key: dict[str, str] = {}
    for part in words.replace("\n", ",").split(","):
        word = " ".join(clean_text(part).split())
        if word:
            by_key.setdefault(key_of(word), word)
    return list(by_key.values())


def key_of(word: str) -> str:
    """Return what two spellings of a word have in common."""
    return " ".join(fold(part) for part in word.split())


def shared_with_others(group: SynonymGroup) -> list[tuple[str, SynonymGroup]]:
    """Return the words of a group that stand in another one too, each with that group."""
    own = {key_of(word): word for word in split(group.words)}
    others = SynonymGroup.objects.exclude(pk=group.pk)
    return [(own[key], other) for other in others for key in map(key_of, split(other.words)) if key in own]


def load_starting(groups: Iterable[Iterable[str]]) -> int:
    """Give a new store its first synonyms, once: what the staff delete stays deleted.

    Returns:
        How many groups were added.
    """
    with transaction.atomic(using=router.db_for_write(SynonymGroup)):
        _, first = Generation.objects.get_or_create(name=_STARTED)
        if not first:
            return 0
        written = (", ".join(split(",".join(group))) for group in groups)
        added = SynonymGroup.objects.bulk_create(SynonymGroup(words=words) for words in written)
        changes.count("terms")
        return len(added)


def _on_change(**kwargs: Any) -> None:
    changes.count("terms")
