"""The page types, the sections of home and lists, and the site's settings."""
