"""Markdown, typed by people or left by converters, to blocks."""
