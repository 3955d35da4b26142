"""What the store keeps, one folder per thing. Stands on `knowledge_search` and `cms_blocks`."""
