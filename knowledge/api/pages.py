"""Pages: published, unrestricted, and in their live version."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import cached_property
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

from cms_blocks.representation import image_form
from knowledge.pages.base import BasePage
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


#: What a page type shows beside its ``api_fields``, or in another form than theirs.
PAGE_FIELDS: dict[type[Page], list[APIField]] = {
    BasePage: [APIField("image", serializer=Computed(lambda page, context: image_form(page.image, context)))],
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
        fields = {field.name: field for field in super().get_body_fields(model)}
        for page_type, more in PAGE_FIELDS.items():
            if issubclass(model, page_type):
                fields |= {field.name: field for field in more}
        return list(fields.values())

    def get_public_queryset(self) -> QuerySet[Page]:
        """Return the pages of the asked types."""
        return PagesAPIViewSet.get_queryset(self)

    def get_base_queryset(self) -> QuerySet[Page]:
        """Return what is public for everyone; who has logged in sees no more here."""
        return self._pages.all()

    @cached_property
    def _pages(self) -> QuerySet[Page]:
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
