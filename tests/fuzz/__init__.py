"""Mutations of good documents: whatever they make of a file, the reader answers with a reading."""
