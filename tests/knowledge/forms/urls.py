"""The site with one small form of visitors."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from knowledge.forms.origins import public_form
from knowledge.forms.protection import ProtectedForm
from knowledge.forms.rates import Limit
from wissensspeicher.urls import urlpatterns as of_the_site

PAGE = "{% if form.errors %}Fehler: {% endif %}<form method='post' novalidate>{{ form }}</form>"


class Report(ProtectedForm, forms.Form):
    limit = Limit("test", per_address=(3, timedelta(hours=1)), per_email=(2, timedelta(hours=1)))
    email_field = "email"

    what = forms.CharField(label="Was?", widget=forms.Textarea)
    email = forms.EmailField(label="E-Mail", required=False)
    website = forms.URLField(label="Seite", required=False, assume_scheme="https")


@public_form
def report(request: HttpRequest) -> HttpResponse:
    form = Report(request.POST or None)
    if form.is_valid() and (verdict := form.verdict(request)):
        kept = sorted(form.cleaned_data)
        return HttpResponse(f"Danke {verdict.nonce} {verdict.spam.is_spam} {kept}")
    return form.answered(HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request)))


urlpatterns = [path("melden/", report), *of_the_site]
