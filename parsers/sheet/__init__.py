"""Workbooks and delimited files to blocks."""
