from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = [
    path("suche/", include("knowledge_search.urls")),
    path("api/v2/", include("knowledge_search.api.urls")),
    path("", include(wagtail_urls)),
]
