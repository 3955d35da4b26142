"""A maker shares an innovation: the form in steps, its confirmation, the office's check, the status page."""
