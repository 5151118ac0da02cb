"""Pseudonyms, and documents that are to be forgotten."""
