"""The addresses of the small forms; each has a page that says thanks below it."""

from django.urls import path

from . import views
from .kinds import KINDS

urlpatterns = [
    path("mitmachen/", views.take_part, name="take_part"),
    *(path(each.path, views.enquiry, {"kind": each}, name=each.name) for each in KINDS),
    *(path(f"{each.path}danke/", views.thanks, {"kind": each}, name=f"{each.name}_thanks") for each in KINDS),
]
