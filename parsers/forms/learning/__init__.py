"""Many responses to their form."""
