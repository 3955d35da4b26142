"""Faceted full-text search over whatever is registered with it. Knows nothing of what is kept."""
