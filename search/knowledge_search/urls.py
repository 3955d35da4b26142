"""The search's pages; a host includes them where it likes, the reference site under `suche/`."""

from django.urls import path

from .views import facet_values_view, search_view

app_name = "knowledge_search"

urlpatterns = [
    path("", search_view, name="search"),
    path("werte/<slug:facet>/", facet_values_view, name="facet_values"),
]
