"""Endpoints beside Wagtail's API v2; a host includes them under `api/v2/`."""

from django.urls import path

from .suggest import SuggestEndpoint
from .views import SearchEndpoint

app_name = "knowledge_search_api"

urlpatterns = [
    path("search/", SearchEndpoint.as_view(), name="search"),
    path("suggest/", SuggestEndpoint.as_view(), name="suggest"),
]
