"""The demo content of the reference site: facts of the region, texts and pictures of our own."""
