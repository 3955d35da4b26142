"""A project in terms of schema.org. Contact data stay out, also where visitors may see them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from knowledge.organisations.models import Organisation
from knowledge.pages import navigation
from knowledge.projects.models import Project

from .description import Description, Node, breadcrumb_list, node, picture_of, reference, website


def describe_project(request: HttpRequest, project: Project, site_name: str) -> Description:
    """Return the description of a published project."""
    url = request.build_absolute_uri(project.get_absolute_url())
    picture = picture_of(request, project.image)
    trail = [*navigation.breadcrumb(request), ("Projekte", reverse("knowledge:project_list"))]
    site = website(request, site_name)
    page = node(
        "WebPage",
        id_=url,
        url=url,
        name=project.title,
        description=project.summary,
        inLanguage="de",
        isPartOf=reference(site["@id"]),
        breadcrumb=reference(f"{url}#pfad"),
        primaryImageOfPage=picture.url,
        datePublished=_moment(project.first_published_at),
        dateModified=_moment(project.last_published_at),
        lastReviewed=_moment(project.last_checked),
        mainEntity=reference(f"{url}#projekt"),
    )
    return Description(
        title=project.title,
        summary=project.summary,
        url=url,
        picture=picture,
        kind="article",
        graph=[
            site,
            page,
            _project(request, project, url, picture.url),
            breadcrumb_list(request, url, trail, project.title),
        ],
    )


def _project(request: HttpRequest, project: Project, url: str, image: str) -> Node:
    terms = [*project.themes.all(), *project.megatrends.all(), *project.challenges.all()]
    elsewhere = [project.website, *(link.url for link in project.links.all())]
    return node(
        "Project",
        id_=f"{url}#projekt",
        name=project.title,
        description=project.summary,
        url=url,
        image=image,
        sameAs=[address for address in elsewhere if address],
        keywords=", ".join(item.tag.name for item in project.tagged_items.all()),
        knowsAbout=[term.label for term in terms],
        location=_place(project),
        parentOrganization=_organisation(project.carrier),
        member=[_organisation(row.organisation) for row in project.partners.all()],
        funder=[_organisation(row.organisation) for row in project.funders.all()],
        subjectOf=_film(request, project),
    )


def _organisation(organisation: Organisation | None) -> Node | None:
    if organisation is None:
        return None
    return node("Organization", name=organisation.name, url=organisation.website)


def _place(project: Project) -> Node | None:
    if not project.place_label:
        return None
    latitude, longitude = project.coordinates or (None, None)
    address = node(
        "PostalAddress",
        streetAddress=project.street,
        postalCode=project.postcode,
        addressLocality=project.place_label,
        addressCountry="DE",
    )
    point = node("GeoCoordinates", latitude=latitude, longitude=longitude)
    return node(
        "Place", name=project.place_label, address=address, geo=point if project.coordinates else None
    )


def _film(request: HttpRequest, project: Project) -> Node | None:
    film = project.film
    if film is None or film.type != "video" or not film.file:
        return None
    return node(
        "VideoObject",
        name=film.title,
        description=project.summary,
        contentUrl=request.build_absolute_uri(film.url),
        thumbnailUrl=request.build_absolute_uri(film.thumbnail.url) if film.thumbnail else "",
        uploadDate=_moment(film.created_at),
        transcript=getattr(film, "transcript", ""),
        inLanguage="de",
    )


def _moment(value: Any) -> str:
    return value.isoformat() if value else ""
