"""The store's fixed addresses; they come before Wagtail's catch-all."""

from django.urls import path

from knowledge.projects.lighthouses import lighthouses
from knowledge.projects.views import project_detail, project_list

app_name = "knowledge"
urlpatterns = [
    path("leuchttuerme/", lighthouses, name="lighthouses"),
    path("projekte/", project_list, name="project_list"),
    path("projekte/<slug:slug>/", project_detail, name="project"),
]
