"""The order of a run, what it tells on its way, and how it ends."""
