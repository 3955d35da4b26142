"""Pages: published, unrestricted, and in their live version."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from wagtail.api import APIField
from wagtail.api.v2.filters import (
    AncestorOfFilter,
    ChildOfFilter,
    DescendantOfFilter,
    LocaleFilter,
    TranslationOfFilter,
)
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page

from knowledge.pages.models import DossierPage, PilotPage

from .endpoint import PublicEndpoint
from .files import with_image
from .filters import FieldFilter, OrderFilter, PageSearchFilter
from .projects import organisation_form, project_form
from .public import public_pages
from .serializers import Computed, PublicPageSerializer


def _project(page: PilotPage, context: dict[str, Any]) -> dict[str, Any] | None:
    return project_form(page.project, context)


def _partners(page: PilotPage, context: dict[str, Any]) -> list[dict[str, str] | None]:
    return [organisation_form(row.organisation) for row in page.partners.all()]


#: What a page type shows beside its ``api_fields``: things whose public form this package knows.
PAGE_FIELDS: dict[type[Page], list[APIField]] = {
    PilotPage: [
        APIField("project", serializer=Computed(_project)),
        APIField("partners", serializer=Computed(_partners)),
    ],
    DossierPage: [APIField("district", serializer=Computed(lambda page, context: page.district))],
}


class PagesEndpoint(PublicEndpoint, PagesAPIViewSet):
    """The pages of the site that is asked (or that ``?site=`` names)."""

    base_serializer_class = PublicPageSerializer
    filter_backends = (
        FieldFilter,
        ChildOfFilter,
        AncestorOfFilter,
        DescendantOfFilter,
        OrderFilter,
        TranslationOfFilter,
        LocaleFilter,
        PageSearchFilter,
    )
    # An alias may stand in public while its original does not: the name of that page stays here.
    meta_fields: ClassVar = [name for name in PagesAPIViewSet.meta_fields if name != "alias_of"]
    relations: ClassVar = {
        **{name: (name,) for name in ("locale", "theme", "themes", "project")},
        "megatrend": ("megatrend__themes",),
        "partners": ("partners__organisation",),
        "image": (with_image("image"),),
    }

    @classmethod
    def get_body_fields(cls, model: type[Page]) -> list[APIField]:
        """Return the page type's own fields and those of ``PAGE_FIELDS``."""
        return [*super().get_body_fields(model), *PAGE_FIELDS.get(model, ())]

    def get_base_queryset(self) -> QuerySet[Page]:
        """Return what is public for everyone; who has logged in sees no more here."""
        try:
            site = SiteFilterValidator(site=self.request.GET.get("site"), request=self.request).site_obj
        except ValueError as error:
            raise BadRequestError("„site“ nennt keine Website, oder mehrere.") from error
        return public_pages(site) if site else Page.objects.none()

    def get_object(self) -> Page:
        """Return the page as what it is."""
        page: Any = super().get_object()
        return page.specific

    def find_object(self, queryset: QuerySet, request: Any) -> Any:
        """Return the page that ``?html_path=`` or ``?id=`` names, or None."""
        if "html_path" in request.GET:
            return PagesAPIViewSet.find_object(self, queryset, request)
        return super().find_object(queryset, request)
