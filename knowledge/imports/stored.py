"""What the store has now: which project a row means, and the values to compare with.

Values come from rows and from the JSON of revisions, never from built objects: a sheet of thousands of rows
is compared in a handful of queries for every hundred.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import ModelLogEntry, Revision

from knowledge.projects.models import Project, ProjectTag

from .cells import fold

LOG_ACTION = "knowledge.import"
_PLAIN = (
    "identifier",
    "title",
    "summary",
    "description",
    "stage",
    "reach",
    "audience",
    "kind",
    "technology",
    "lighthouse",
    "carrier",
    "website",
    "street",
    "postcode",
    "place_name",
    "location",
    "source",
    "last_checked",
)
_MANY = ("themes", "megatrends", "goals", "challenges", "approaches")
_STATE = ("live", "has_unpublished_changes", "first_published_at", "latest_revision_id")


@dataclass(frozen=True)
class StoredProject:
    """A project as it stands: the row, and the draft above it if there is one."""

    pk: int
    live: bool
    first_published_at: datetime | None
    latest_revision_id: int | None
    row: Mapping[str, Any]
    draft: Mapping[str, Any] | None
    draft_is_imported: bool

    @property
    def latest(self) -> Mapping[str, Any]:
        """The values an editor would see."""
        return self.row if self.draft is None else self.draft

    @property
    def has_editors_draft(self) -> bool:
        """Whether someone works on a version that is not published; the import's own drafts do not count."""
        return self.draft is not None and not self.draft_is_imported


def load(pks: Collection[int]) -> dict[int, StoredProject]:
    """Return projects by primary key, in a fixed number of queries."""
    projects = list(Project.objects.filter(pk__in=pks).values("pk", *_PLAIN, *_STATE))
    many = _many_values(pks)
    drafts = [row["latest_revision_id"] for row in projects if row["has_unpublished_changes"]]
    contents = dict(Revision.objects.filter(pk__in=drafts).values_list("pk", "content"))
    imported = set(
        ModelLogEntry.objects.filter(action=LOG_ACTION, revision_id__in=drafts).values_list(
            "revision_id", flat=True
        )
    )
    return {
        row["pk"]: StoredProject(
            pk=row["pk"],
            live=row["live"],
            first_published_at=row["first_published_at"],
            latest_revision_id=row["latest_revision_id"],
            row={name: row[name] for name in _PLAIN} | many[row["pk"]],
            draft=_draft(contents.get(row["latest_revision_id"])),
            draft_is_imported=row["latest_revision_id"] in imported,
        )
        for row in projects
    }


def _many_values(pks: Collection[int]) -> dict[int, dict[str, list[int]]]:
    values: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for name in _MANY:
        field: Any = Project._meta.get_field(name)
        source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        links = field.remote_field.through._default_manager.filter(**{f"{source}__in": pks})
        for pk, term in links.values_list(source, target):
            values[pk][name].append(term)
    tags = ProjectTag.objects.filter(content_object_id__in=pks).order_by("pk")
    for pk, tag in tags.values_list("content_object_id", "tag_id"):
        values[pk]["tags"].append(tag)
    return values


def _draft(content: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if content is None:
        return None
    values = {name: content.get(name) for name in (*_PLAIN, *_MANY)}
    return values | {"tags": [item["tag"] for item in content.get("tagged_items", ())]}


class Identities:
    """Which project a Kennung, or a title with its place, means. Names in drafts count too."""

    def __init__(self) -> None:
        self._by_identifier: dict[str, int] = {}
        self._by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._by_title: dict[str, set[str]] = defaultdict(set)
        self._identified: set[int] = set()
        drafts = Project.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
        content = "latest_revision__content__"
        self._add(drafts.values_list("pk", f"{content}identifier", f"{content}title", f"{content}place_name"))
        self._add(Project.objects.values_list("pk", "identifier", "title", "place_name"))

    def _add(self, rows: Iterable[tuple[int, str | None, str | None, str | None]]) -> None:
        for pk, identifier, title, place in rows:
            if identifier:
                self._by_identifier[identifier] = pk
                self._identified.add(pk)
            self._by_name[name_key(title or "", place or "")].add(pk)
            self._by_title[fold(title or "")].add(place or "")

    def find(self, identifier: str, title: str, place: str) -> set[int]:
        """Return the primary keys of the projects meant: none, one, or too many.

        A row with a new Kennung also means the project of that title and place that has no Kennung yet: the
        office adds the column when the first import is long done.
        """
        if identifier and identifier in self._by_identifier:
            return {self._by_identifier[identifier]}
        named = self._by_name.get(name_key(title, place), set())
        return named - self._identified if identifier else named

    def places(self, title: str) -> list[str]:
        """Return the places of the projects of this title."""
        return sorted(self._by_title.get(fold(title), ()))


def name_key(title: str, place: str) -> tuple[str, str]:
    """Return the key of a row without Kennung."""
    return fold(title), fold(place)
