"""A document is read in a process that may be killed."""
