"""The rows of a workbook as responses."""
