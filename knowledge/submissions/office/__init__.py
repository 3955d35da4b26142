"""What the office sees: the queue of submissions, and the screen on which one is checked and decided."""
