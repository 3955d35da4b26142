"""The package's one address. Include it where you like: `path("bausteine/", include("cms_blocks.urls"))`."""

from django.urls import path

from .views import PatternLibraryView

app_name = "cms_blocks"

urlpatterns = [path("", PatternLibraryView.as_view(), name="pattern_library")]
