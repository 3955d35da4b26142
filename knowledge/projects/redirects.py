"""Old addresses of projects keep working."""

from typing import TYPE_CHECKING

from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

if TYPE_CHECKING:
    from .models import Project


def redirect_changed_slug(project: "Project") -> None:
    """Before a published project is saved: if its slug changes, leave a redirect at the old address.

    Wagtail's own automatic redirects know pages only. Called inside the publishing transaction, so the
    project and its redirect change together. A project that takes an address back ends its redirect.
    """
    before = type(project).objects.filter(pk=project.pk, live=True).values_list("slug", flat=True).first()
    if before is None or before == project.slug:
        return
    new_path = project.get_absolute_url()
    old_path = reverse("knowledge:project", args=[before])
    Redirect.objects.filter(old_path=Redirect.normalise_path(new_path)).delete()
    Redirect.objects.filter(redirect_link=old_path).update(redirect_link=new_path)
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(old_path),
        site=None,
        defaults={"redirect_link": new_path, "is_permanent": True, "automatically_created": True},
    )
