"""What the search adds to Wagtail's admin."""
