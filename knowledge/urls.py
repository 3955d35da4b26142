"""The store's fixed addresses; they come before Wagtail's catch-all."""

from django.urls import include, path

from knowledge.enquiries import urls as enquiries
from knowledge.pages.form_sending import send_form
from knowledge.pages.goals import goal, goals
from knowledge.projects.lighthouses import lighthouses
from knowledge.projects.views import project_detail, project_list
from knowledge.submissions import urls as submissions

app_name = "knowledge"
urlpatterns = [
    path("leuchttuerme/", lighthouses, name="lighthouses"),
    path("projekte/", project_list, name="project_list"),
    path("projekte/<slug:slug>/", project_detail, name="project"),
    path("mitmachen/", include(submissions)),
    path("", include(enquiries)),
    path("senden/<int:page_id>/", send_form, name="send_form"),
    path("ziele/", goals, name="goals"),
    path("ziele/<slug:key>/", goal, name="goal"),
]
