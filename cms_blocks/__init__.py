"""StreamField blocks any Wagtail site can use. Knows nothing of the knowledge store or its search."""
