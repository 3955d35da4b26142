"""The process that decodes what others sent. Knows neither Django nor any of our data."""
