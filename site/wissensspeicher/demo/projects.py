"""Organisations and projects of the demo."""

from collections.abc import Iterable
from typing import TypeVar

from cms_blocks.geo import format_point
from knowledge.organisations.models import Organisation
from knowledge.projects.models import Project, ProjectFunder, ProjectPartner, ProjectRelation
from knowledge.setup.bodies import html
from knowledge.vocabularies.models import (
    Approach,
    Audience,
    Challenge,
    Goal,
    Kind,
    Megatrend,
    Reach,
    Stage,
    Term,
    Theme,
)

from .files import picture
from .rows import Row, read

PREFIX = "demo-"

T = TypeVar("T", bound=Term)


def point(row: Row) -> str:
    """Return the stored form of a row's point, or an empty string."""
    if "latitude" not in row:
        return ""
    return format_point(row["latitude"], row["longitude"])


def load_organisations() -> dict[str, Organisation]:
    """Return the organisations by their key in the file; make those whose name is not there yet."""
    organisations = {}
    for row in read("organisations")["organisation"]:
        values = {
            name: row.get(name, "") for name in ("kind", "description", "website", "street", "postcode")
        }
        values |= {"place_name": row.get("place", ""), "location": point(row)}
        organisations[row["key"]], _ = Organisation.objects.get_or_create(name=row["name"], defaults=values)
    return organisations


def load_projects(organisations: dict[str, Organisation]) -> dict[str, Project]:
    """Return the demo's projects by key; make and publish those that are missing, leave the others alone."""
    rows = {row["key"]: row for row in read("projects")["project"]}
    projects = {
        key: project
        for project in Project.objects.filter(identifier__startswith=PREFIX)
        if (key := (project.identifier or "").removeprefix(PREFIX)) in rows
    }
    new = [row for key, row in rows.items() if key not in projects]
    for row in new:
        projects[row["key"]] = _make_project(row, organisations)
    for row in new:  # only now is there a project for every key that a relation may name
        project = projects[row["key"]]
        _relate(project, row.get("related", ()), projects, ProjectRelation.Kind.RELATED)
        _relate(project, row.get("transferred_to", ()), projects, ProjectRelation.Kind.TRANSFERRED)
        project.save_revision().publish()
    return projects


def _terms(model: type[T], keys: Iterable[str]) -> list[T]:
    """Return the terms in the file's order; an office may have deleted one."""
    found = model._default_manager.in_bulk([str(key) for key in keys], field_name="key")
    return [found[str(key)] for key in keys if str(key) in found]


def _term(model: type[T], key: str | None) -> T | None:
    return model._default_manager.filter(key=key).first() if key else None


def _make_project(row: Row, organisations: dict[str, Organisation]) -> Project:
    project = Project(
        title=row["title"],
        slug=row["key"],
        summary=row["summary"],
        description=html(row["description"]),
        stage=_term(Stage, row.get("stage")),
        reach=_term(Reach, row.get("reach")),
        audience=_term(Audience, row.get("audience")),
        kind=_term(Kind, row.get("kind")),
        technology=row.get("technology"),
        lighthouse=row.get("lighthouse", False),
        carrier=organisations.get(row.get("carrier", "")),
        website=row.get("website", ""),
        street=row.get("street", ""),
        postcode=row.get("postcode", ""),
        place_name=row.get("place", ""),
        location=point(row),
        source=row.get("source", ""),
        last_checked=row.get("last_checked"),
        identifier=f"{PREFIX}{row['key']}",
        live=False,
    )
    project.themes = _terms(Theme, row.get("themes", ()))
    project.megatrends = _terms(Megatrend, row.get("megatrends", ()))
    project.goals = _terms(Goal, row.get("goals", ()))
    project.challenges = _terms(Challenge, row.get("challenges", ()))
    project.approaches = _terms(Approach, row.get("approaches", ()))
    for order, key in enumerate(row.get("partners", ())):
        project.partners.add(ProjectPartner(organisation=organisations[key], sort_order=order))
    for order, key in enumerate(row.get("funders", ())):
        project.funders.add(ProjectFunder(organisation=organisations[key], sort_order=order))
    if "picture" in row:
        project.image = picture(row["picture"])
    project.tags.set(row.get("tags", ()))
    project.save()
    return project


def _relate(
    project: Project, keys: Iterable[str], projects: dict[str, Project], kind: ProjectRelation.Kind
) -> None:
    for key in keys:
        project.relations.add(
            ProjectRelation(target=projects[key], kind=kind, sort_order=project.relations.count())
        )
