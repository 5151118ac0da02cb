"""Whether a test notices when a rule of the program's heart is changed."""
