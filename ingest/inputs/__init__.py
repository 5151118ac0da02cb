"""What a run is given: documents and form files."""
