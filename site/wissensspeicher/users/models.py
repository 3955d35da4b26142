"""The user model, the site's own from its first migration."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of the office's staff. Visitors and makers have no account."""

    class Meta:
        verbose_name = "Konto"
        verbose_name_plural = "Konten"
