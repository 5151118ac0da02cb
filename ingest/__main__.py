"""``python -m ingest`` is the program ``tidyforms``."""

from ingest.cli import program

if __name__ == "__main__":
    program()
