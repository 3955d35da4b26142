"""Made-up projects for load tests: German that reads like ours, and facets as unevenly filled.

Project number N of a seed is always the same, on every machine. Nothing here is used by a real site.
"""

from .storing import clear, make

__all__ = ["clear", "make"]
