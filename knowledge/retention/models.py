"""The office's own terms, and when something was deleted last."""

from datetime import timedelta

from django.db import models

from .classes import all_classes


class RetentionTerm(models.Model):
    """A term that the office has set for a class of data. Without a row, the suggestion of the code holds."""

    # The key is the class's, so that Wagtail's log tells one story of it.
    name = models.CharField("Datenart", primary_key=True, max_length=60, editable=False)
    days = models.PositiveIntegerField("Frist in Tagen")

    class Meta:
        verbose_name = "Löschfrist"
        verbose_name_plural = "Löschfristen"
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return next((each.title for each in all_classes() if each.name == self.name), self.name)


class RetentionRun(models.Model):
    """What was deleted last of a class of data: when and how many, nothing else."""

    name = models.CharField("Datenart", primary_key=True, max_length=60)
    ran = models.DateTimeField("zuletzt")
    deleted = models.PositiveIntegerField("gelöscht")
    failed = models.BooleanField("gescheitert", default=False)

    class Meta:
        verbose_name = "Löschlauf"
        verbose_name_plural = "Löschläufe"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.deleted}"


def terms_in_force() -> dict[str, timedelta]:
    """Return the term of every class by name; one query.

    A term outside of limits that were narrowed later counts as the nearest one inside.
    """
    own = dict(RetentionTerm.objects.values_list("name", "days"))
    terms = {}
    for each in all_classes():
        days = own.get(each.name, each.term.days)
        terms[each.name] = timedelta(days=min(max(days, each.least_days), each.most_days))
    return terms
