"""Large workbooks and CSV files beside what a user would write instead."""
