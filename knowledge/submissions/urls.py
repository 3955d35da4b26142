"""The addresses of the form, the confirmation and the status page, below ``/mitmachen/``."""

from django.urls import path

from .models import SubmissionLink
from .views import after, paper, share, status
from .views.hints import similar_projects

BY_STATUS = {"purpose": SubmissionLink.Purpose.STATUS}

urlpatterns = [
    path("teilen/", share.share, name="share"),
    path("papier/", paper.paper, name="paper"),
    path("teilen/aehnliche/", similar_projects, name="share_similar"),
    path("teilen/<str:key>/", share.share_resume, name="share_resume"),
    path("teilen/<str:key>/pruefen/", share.share_check, name="share_check"),
    path("teilen/<str:key>/spaeter/", after.share_later, name="share_later"),
    path("teilen/<str:key>/abgesendet/", after.share_sent, name="share_sent"),
    path("teilen/<str:key>/datei/<int:pk>/", status.file, name="share_file"),
    path("teilen/<str:key>/<slug:name>/", share.share_step, name="share_step"),
    path("bestaetigen/<str:key>/", after.confirm, name="submission_confirm"),
    path("link/", after.lost_link, name="submission_lost_link"),
    path("stand/<str:key>/", status.status, name="submission_status"),
    path("stand/<str:key>/pruefen/", share.share_check, BY_STATUS, name="correct_check"),
    path("stand/<str:key>/datei/<int:pk>/", status.file, BY_STATUS, name="correct_file"),
    path("stand/<str:key>/<slug:name>/", share.share_step, BY_STATUS, name="correct_step"),
]
