"""One row per submission, and its variables."""
