"""The site's accounts: an app of its own, for Wagtail's first migration needs it, and our files need Wagtail."""
