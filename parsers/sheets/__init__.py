"""Workbooks and delimited text: bytes -> rows of cells."""
