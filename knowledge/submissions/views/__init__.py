"""What makers see: the form in steps, the confirmation, the status page."""
