"""Terms the editors own (theme fields, goals, scales, hashtags) and places. Every other slice may use it."""
