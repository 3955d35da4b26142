"""What the office sees: the messages in folders, each on a screen of its own, and the needs as a table."""
