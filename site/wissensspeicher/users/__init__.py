"""The site's accounts: an app of its own, since Wagtail's first migration needs it."""
