"""The site's addresses, and its uploads, which a web server in front serves otherwise."""

from django.conf import settings
from django.urls import path
from django.views.static import serve

from wissensspeicher.urls import *  # noqa: F403
from wissensspeicher.urls import urlpatterns as site_urlpatterns

urlpatterns = [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}), *site_urlpatterns]
