"""The site's addresses. Fixed routes come first; whatever is left belongs to Wagtail's pages."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .api import api_router
from .style_guide import style_guide

urlpatterns = [
    path(settings.ADMIN_URL.removeprefix("/"), include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("bausteine/", include("cms_blocks.urls")),
    path("api/v2/", include("knowledge_search.api.urls")),
    path("api/v2/", api_router.urls),
    path("gestaltung/", style_guide, name="style_guide"),
    path("suche/", include("knowledge_search.urls")),
    path("", include("knowledge.urls")),
    *(static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT) if settings.DEBUG else []),
    path("", include(wagtail_urls)),
]
