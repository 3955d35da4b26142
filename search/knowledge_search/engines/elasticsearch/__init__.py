"""The engine that a store of any size can use: Elasticsearch 9."""
