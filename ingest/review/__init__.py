"""What needs a person, and what people said of it."""
