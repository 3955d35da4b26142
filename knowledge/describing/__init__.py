"""What a page says of itself to machines: search engines, and whoever shows a link to it with its picture."""
