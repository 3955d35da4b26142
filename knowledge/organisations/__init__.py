"""Carriers, partners, funders, institutions. Stands on `vocabularies` only."""
