"""What many documents of one form share: observe, merge, freeze, and read again by it."""
