"""The small forms: a hint, a need, an event, a funding enquiry, a word to the office, a barrier."""
