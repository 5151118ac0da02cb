"""Rows, and the only Arrow schema."""
