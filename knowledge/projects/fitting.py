"""What fits a project, each with the reason in words: what the office chose, then what shares most."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.vocabularies.models import Term
from knowledge_search.models import Record
from knowledge_search.related import Related, related

from .models import Project, ProjectRelation

#: How much it counts to share a value: a village or a hashtag joins two projects more than one of 17 goals.
WEIGHTS = {
    "municipality": 5,
    "tag": 5,
    "megatrend": 3,
    "approach": 2,
    "challenge": 2,
    "theme": 2,
    "sdg": 1,
    "district": 1,
}
#: Less than this is in common with almost everything.
LEAST = 4
LIMIT = 6
MOST_REASONS = 2

_WORDS: Mapping[str, Callable[[str], str]] = {
    "municipality": lambda label: f"Gleiche Gemeinde: {label}",
    "district": lambda label: "Gleicher Landkreis",
    "theme": lambda label: f"Gleiches Themenfeld: {label}",
    "megatrend": lambda label: f"Gleicher Megatrend: {label}",
    "approach": lambda label: f"Gleicher Ansatz: {label}",
    "challenge": lambda label: f"Gleiche Herausforderung: {label}",
    "sdg": lambda label: f"Gleiches Ziel: {label}",
    "tag": lambda label: f"Gleiches Schlagwort: {label}",
}


@dataclass(frozen=True)
class Fitting:
    """A published project as its card shows it, and the reason why it stands here."""

    title: str
    url: str
    summary: str
    place: str
    kind: str
    image_url: str
    themes: tuple[Term, ...]
    reason: str


@dataclass(frozen=True)
class FittingProjects:
    """Where a project was carried over to, and what else fits it."""

    carried_over: list[Fitting]
    others: list[Fitting]


def fitting_projects(project: Project) -> FittingProjects:
    """Return the published projects that fit, in two queries."""
    labels = _labels(project)
    relations = {relation.target_id: relation.kind for relation in project.relations.all()}
    origins = [key for key in project.origins if key not in relations]
    found = related(
        Project,
        {facet: tuple(own) for facet, own in labels.items()},
        WEIGHTS,
        chosen=(*relations, *origins),
        without=project.pk,
        least=LEAST,
        limit=LIMIT,
    )
    palette = {term.key: term for term in project.vocabularies["theme"]}
    chosen = {each.record.object_id: each for each in found if each.chosen}
    carried_over, others = [], []
    for key in (*origins, *relations):
        if key not in chosen:  # a draft
            continue
        if relations.get(key) == ProjectRelation.Kind.TRANSFERRED:
            place = chosen[key].record.place
            carried_over.append(_fitting(chosen[key], f"Jetzt auch hier: {place}" if place else "", palette))
        elif key in origins:
            others.append(_fitting(chosen[key], "Von dort hierher übertragen", palette))
        else:
            others.append(
                _fitting(chosen[key], _reason(chosen[key], labels) or "Von uns ausgewählt", palette)
            )
    nearest = [each for each in found if not each.chosen][: max(0, LIMIT - len(others))]
    return FittingProjects(
        carried_over, others + [_fitting(each, _reason(each, labels), palette) for each in nearest]
    )


def _labels(project: Project) -> dict[str, dict[str, str]]:
    """Return the project's own facet values with their words, by facet."""
    terms: dict[str, Any] = {
        "theme": project.themes,
        "megatrend": project.megatrends,
        "approach": project.approaches,
        "challenge": project.challenges,
        "sdg": project.goals,
    }
    labels = {facet: {term.key: str(term) for term in manager.all()} for facet, manager in terms.items()}
    labels["tag"] = {item.tag.slug: item.tag.name for item in project.tagged_items.all() if item.tag.slug}
    if project.municipality_ags:
        labels["municipality"] = {project.municipality_ags: project.municipality}
    if project.district_ags:
        labels["district"] = {project.district_ags: project.district}
    return labels


def _reason(each: Related, labels: Mapping[str, Mapping[str, str]]) -> str:
    """Say what is shared, the closest first. Who shares the Gemeinde shares its Landkreis anyway."""
    shared = {name: values for name, values in each.shared.items() if name in _WORDS}
    if "municipality" in shared:
        shared.pop("district", None)
    ordered = sorted(shared, key=lambda name: -WEIGHTS[name])
    return " · ".join(_WORDS[name](labels[name][shared[name][0]]) for name in ordered[:MOST_REASONS])


def _fitting(each: Related, reason: str, palette: Mapping[str, Term]) -> Fitting:
    record: Record = each.record
    return Fitting(
        title=record.title,
        url=record.url,
        summary=record.summary,
        place=record.place,
        kind=record.card.get("kind", ""),
        image_url=record.image_url,
        themes=tuple(palette[key] for key in record.facets.get("theme", ()) if key in palette),
        reason=reason,
    )
