"""Maps of hits, drawn by the server: pins, clusters and what lies beneath, as SVG with links."""
