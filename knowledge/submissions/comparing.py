"""What the office has changed: the maker's words beside those of the draft."""

from typing import Any, NamedTuple

from django.utils.html import strip_tags

from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project
from knowledge.vocabularies.models import Theme

from .drafting import ONE
from .models import Submission

#: The fields that readers see, in the order of the form; contact and consents are not the office's.
COMPARED = (
    "title",
    "summary",
    "kind",
    "place_name",
    "street",
    "postcode",
    "carrier",
    "website",
    "description",
    "themes",
    "stage",
    "reach",
    "audience",
    "technology",
    "tags",
    "film_url",
)


class Difference(NamedTuple):
    """A field in which draft and submission differ, in words."""

    label: str
    told: str
    draft: str


def differences(submission: Submission) -> list[Difference]:
    """Return where the draft says something else than the maker; empty without a draft."""
    if submission.project is None:
        return []
    draft = submission.project.get_latest_revision_as_object()
    found = []
    for name in COMPARED:
        told, now = _told(submission.applied.get(name), name), _drafted(draft, name)
        if told != now:
            found.append(Difference(_label(name), told or "(nichts)", now or "(nichts)"))
    return found


def proposal(submission: Submission) -> list[Difference]:
    """Return where the draft differs from the published Steckbrief; empty for what is not public."""
    project = submission.project
    if project is None or not project.live:
        return []
    draft = project.get_latest_revision_as_object()
    words = ((name, _drafted(project, name), _drafted(draft, name)) for name in COMPARED)
    return [
        Difference(_label(name), before or "(nichts)", after or "(nichts)")
        for name, before, after in words
        if before != after
    ]


def _label(name: str) -> str:
    field: Any = Project._meta.get_field(name)
    return str(field.verbose_name)


def _told(value: Any, name: str) -> str:
    if name in ONE:
        term = ONE[name]._default_manager.filter(key=value).first() if value else None
        return str(term or "")
    if name == "themes":
        labels = Theme.objects.filter(key__in=value or []).values_list("label", flat=True)
        return ", ".join(sorted(labels))
    return _words(value)


def _drafted(draft: Project, name: str) -> str:
    value = getattr(draft, name)
    if name == "themes":
        return ", ".join(sorted(theme.label for theme in value.all()))
    if name == "tags":
        return ", ".join(sorted((tag.name for tag in value.all()), key=str.casefold))
    if isinstance(value, Organisation) or name in ONE:
        return str(value or "")
    return _words(value)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(sorted(value, key=str.casefold))
    if isinstance(value, bool):
        return "ja" if value else "nein"
    text = str(value or "").replace("<br/>", "\n").replace("</p>", "\n\n")
    return strip_tags(text).strip()
