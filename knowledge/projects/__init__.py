"""Projects: the snippet, its Steckbrief page and its workflow. Stands on vocabularies and organisations."""
