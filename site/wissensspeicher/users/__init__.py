"""The site's accounts. An app of its own: Wagtail's first migration needs it, and our files need Wagtail's."""
