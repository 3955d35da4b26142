"""What an upload may be, in one place. How many files somebody may send is for the form to say.

The pixels are what the child process can decode within `MEMORY`, measured for each format (docs/adr/0015):
a large JPEG is decoded at half its size or less; a HEIC needs 5 bytes a pixel, a PNG 4, a WebP 16.
"""

from typing import Final

MEGABYTE: Final = 1024 * 1024

# Bytes of a file as it is sent.
IMAGE_BYTES: Final = 20 * MEGABYTE
DOCUMENT_BYTES: Final = 10 * MEGABYTE

# Pixels, by format. Phones have up to 50 million in a JPEG (8192 × 6144) and, unless somebody changes it,
# up to 24.5 million in a HEIC (5712 × 4284). PNG and WebP are drawings and screenshots.
PIXELS: Final = {"JPEG": 51_000_000, "HEIC": 25_000_000, "PNG": 20_000_000, "WebP": 6_000_000}
# Pixels of the longer side: of a picture that arrives, of the clean one, of the small one for forms.
MAX_SIDE: Final = 30_000
CLEAN_SIDE: Final = 2560
THUMBNAIL_SIDE: Final = 480

# Pages of a PDF.
PAGES: Final = 100

# What the child process may use: bytes of memory beyond what it has at its start, seconds of the processor,
# seconds by the clock, bytes of a file it writes.
MEMORY: Final = 133 * MEGABYTE
PROCESSOR_SECONDS: Final = 30
SECONDS: Final = 90
WRITTEN_BYTES: Final = 60 * MEGABYTE
