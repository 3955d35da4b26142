"""Is it here already? Projects whose names sound alike, those of the same place first."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

from knowledge.projects.models import Project

from .models import Submission
from .steps import cleaned

#: Of 100, as rapidfuzz counts: from here on two names are alike enough to be shown.
ALIKE = 78
#: What the same Gemeinde adds.
NEAR = 10
SHOWN = 3


def similar(
    title: str, municipality: str = "", *, public: bool = True, without: Iterable[int] = ()
) -> list[Project]:
    """Return the projects that a new one may be the same as, the likeliest first.

    Args:
        title: as somebody has typed it so far.
        municipality: AGS, if it is known.
        public: leave out what visitors must not know of.
        without: keys of projects that are not meant.
    """
    if len(title.strip()) < 4:
        return []
    projects = Project.objects.public() if public else Project.objects.all()
    known = {
        pk: (name, ags)
        for pk, name, ags in projects.exclude(pk__in=list(without)).values_list(
            "pk", "title", "municipality_ags"
        )
    }
    names = {pk: name for pk, (name, _) in known.items()}
    found = process.extract(
        title,
        names,
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=ALIKE - NEAR,
        limit=20,
    )
    points = {
        pk: score + (NEAR if municipality and known[pk][1] == municipality else 0) for _, score, pk in found
    }
    best = sorted((pk for pk in points if points[pk] >= ALIKE), key=lambda pk: (-points[pk], pk))[:SHOWN]
    rows = Project.objects.in_bulk(best)
    return [rows[pk] for pk in best if pk in rows]


def suspects(submission: Submission, *, public: bool = True) -> list[Project]:
    """Return the projects that a submission may be the same as."""
    place = cleaned(submission).get("municipality", "")
    own = [submission.project_id] if submission.project_id else []
    return similar(submission.title, place, public=public, without=own)
