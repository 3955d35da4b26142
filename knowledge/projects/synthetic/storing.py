"""Stores made-up projects in bulk, with their search records, and removes them again."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project, ProjectTag
from knowledge.vocabularies.models import Hashtag
from knowledge_search import records

from .drawing import PREFIX, Drawn, Stock, draw_project, now, tag_names, term_keys
from .words import CARRIERS

CHUNK = 500
MADE_UP = " (erfunden)"
Progress = Callable[[int, int], None]


def make(count: int, seed: int = 1, progress: Progress | None = None) -> int:
    """Add ``count`` published projects and return how many there are now.

    They are numbered on from those already there. No revisions and no entries in the admin's own search:
    `update_index` brings the latter.
    """
    stock = _stock()
    first = _last_number() + 1
    moment = now()
    for start in range(first, first + count, CHUNK):
        numbers = range(start, min(start + CHUNK, first + count))
        with records.batch():
            _store([draw_project(seed, number, stock, moment) for number in numbers])
        if progress:
            progress(numbers[-1] - first + 1, count)
    return first + count - 1


def clear(progress: Progress | None = None) -> int:
    """Remove all of them with what only they use; return how many there were."""
    pks = list(_ours().values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        with records.batch():
            Project.objects.filter(pk__in=pks[start : start + CHUNK]).delete()
        if progress:
            progress(min(start + CHUNK, len(pks)), len(pks))
    with records.batch():
        Hashtag.objects.filter(name__in=tag_names(), project_tags=None).delete()
        unused = Organisation.objects.filter(name__endswith=MADE_UP)
        for relation in Organisation._meta.related_objects:  # an editor may have given one to a real project
            unused = unused.filter(**{f"{relation.name}__isnull": True})
        unused.delete()
    return len(pks)


def _ours() -> Any:
    return Project.objects.filter(identifier__startswith=PREFIX)


def _last_number() -> int:
    numbers = (name.removeprefix(PREFIX) for name in _ours().values_list("identifier", flat=True))
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def _stock() -> Stock:
    with records.batch():
        names = [f"{kind} {letter}{MADE_UP}" for letter in "ABCDEFGHIJKLMNOPQRST" for kind in CARRIERS]
        Organisation.objects.bulk_create([Organisation(name=name) for name in names], ignore_conflicts=True)
        tags = {tag.name: tag.pk for tag in Hashtag.objects.all()}
        for name in tag_names():
            if name not in tags:
                tags[name] = Hashtag.objects.create(name=name).pk
    organisations = dict(Organisation.objects.filter(name__in=names).values_list("name", "pk"))
    return Stock(
        terms=term_keys(),
        organisations=[organisations[name] for name in names],
        tags=[tags[name] for name in tag_names()],
    )


def _store(drawn: Sequence[Drawn]) -> None:
    """Write projects, their relations and their search records; no signal is sent for any of them."""
    projects = Project.objects.bulk_create([item.project for item in drawn], batch_size=100)
    links: dict[str, list[Any]] = defaultdict(list)
    for project, item in zip(projects, drawn, strict=True):
        for name, terms in item.many.items():
            field: Any = Project._meta.get_field(name)
            through = field.remote_field.through
            source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            links[name] += [through(**{source: project.pk, target: term}) for term in terms]
    for rows in links.values():
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=CHUNK)
    ProjectTag.objects.bulk_create(
        [
            ProjectTag(content_object_id=project.pk, tag_id=tag)
            for project, item in zip(projects, drawn, strict=True)
            for tag in item.tags
        ],
        batch_size=CHUNK,
    )
    records.refresh_pks(Project, [project.pk for project in projects])
