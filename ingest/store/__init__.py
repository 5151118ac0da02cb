"""Snapshots that appear at once, and what need not be read again."""
