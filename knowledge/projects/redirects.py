"""Old addresses of projects keep working."""

from wagtail.contrib.redirects.models import Redirect


def redirect_address(old_path: str, new_path: str) -> None:
    """Lead visitors from a project's old address to its new one; both are paths below the site's root.

    Wagtail's own automatic redirects know pages only. Redirects to the old address go straight to the new
    one, and a project that takes an address back ends the redirect that stood there.
    """
    Redirect.objects.filter(old_path=Redirect.normalise_path(new_path)).delete()
    Redirect.objects.filter(redirect_link=old_path).update(redirect_link=new_path)
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(old_path),
        site=None,
        defaults={"redirect_link": new_path, "is_permanent": True, "automatically_created": True},
    )
