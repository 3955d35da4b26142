"""A small site of its own, so that the search is tested without anything it must not know."""

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Page, RevisionMixin


class Theme(models.Model):
    key = models.SlugField(unique=True)
    label = models.CharField(max_length=100)
    synonyms = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class Carrier(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Project(DraftStateMixin, RevisionMixin, ClusterableModel):
    title = models.CharField(max_length=200)
    slug = models.SlugField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    themes = ParentalManyToManyField(Theme, blank=True)
    carrier = models.ForeignKey(Carrier, null=True, blank=True, on_delete=models.SET_NULL)
    technology = models.BooleanField(null=True, blank=True)
    municipality = models.CharField(max_length=8, blank=True)
    tags = models.TextField(blank=True, help_text="separated by blanks")
    place = models.CharField(max_length=100, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    date = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Fact(models.Model):
    """A child object, as Wagtail's inline panels write them."""

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="facts")
    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.text


class ArticlePage(Page):
    body = models.TextField(blank=True)


class Card(models.Model):
    """Public while its page is."""

    page = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="cards")
    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.text
