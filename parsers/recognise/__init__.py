"""Blocks -> responses: the one place that knows what a form looks like."""
