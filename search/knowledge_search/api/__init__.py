"""The search for other programs: JSON, read-only, open to every origin."""
