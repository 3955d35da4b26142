"""Work behind the scenes: one queue in the database, jobs by the clock, and the workers that do both.

Knows Wagtail and what `knowledge` and `knowledge_search` offer to be called; nothing of theirs knows this.
"""
