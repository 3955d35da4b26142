"""Starting content: vocabularies, page tree, groups and workflow of a new store. Each step runs once."""
