"""What the command line offers besides the run itself."""
