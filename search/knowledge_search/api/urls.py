"""Endpoints beside Wagtail's API v2; a host includes them under `api/v2/`."""

from django.urls import path

from .clusters import ClustersEndpoint
from .geojson import GeoJsonEndpoint
from .suggest import SuggestEndpoint
from .views import SearchEndpoint

app_name = "knowledge_search_api"

urlpatterns = [
    path("search/", SearchEndpoint.as_view(), name="search"),
    path("search.geojson", GeoJsonEndpoint.as_view(), name="geojson"),
    path("search/clusters/", ClustersEndpoint.as_view(), name="clusters"),
    path("suggest/", SuggestEndpoint.as_view(), name="suggest"),
]
