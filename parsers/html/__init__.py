"""Stages of the HTML reader: a bounded tree, visible text, controls, then Forms pages or any page."""
