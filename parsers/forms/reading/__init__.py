"""One response read again by its form."""
