"""The columns of Forms' own workbooks: their words, shapes and gradings."""
